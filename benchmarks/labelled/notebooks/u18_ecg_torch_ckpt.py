# notebook
# %% [markdown]
# # ECG beats with a 1D CNN
# MIT-BIH, train and test as published
# %%
import os
import copy
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import torch
from torch import nn, optim
from torch.utils.data import TensorDataset, DataLoader, WeightedRandomSampler
from sklearn.utils import resample, shuffle
from sklearn.metrics import accuracy_score, f1_score, classification_report, confusion_matrix
from sklearn.preprocessing import LabelEncoder, StandardScaler
import seaborn as sns
# %%
train_df = pd.read_csv("mitbih_train.csv", header=None)
test_df = pd.read_csv("mitbih_test.csv", header=None)
train_df.shape, test_df.shape
# %%
train_df[187] = train_df[187].astype(int)
test_df[187] = test_df[187].astype(int)
equilibre = train_df[187].value_counts()
print(equilibre)
# %%
plt.figure(figsize=(8, 8))
plt.pie(equilibre, labels=["N", "Q", "V", "S", "F"], autopct="%1.1f%%")
plt.show()
# %% [markdown]
# ## Balance the training beats
# %%
frames = []
for k in range(5):
    part = train_df[train_df[187] == k]
    if k == 0:
        frames.append(part.sample(n=20000, random_state=42))
    else:
        frames.append(resample(part, replace=True, n_samples=20000, random_state=100 + k))
train_df = pd.concat(frames)
train_df[187].value_counts()
# %%
c = train_df.groupby(187, group_keys=False).apply(lambda g: g.sample(1, random_state=3))
fig, ax = plt.subplots(5, 1, figsize=(6, 10))
for i in range(5):
    ax[i].plot(c.iloc[i, :186])
plt.show()
# %%
def add_noise(signal):
    noise = np.random.normal(0, 0.05, 187)
    return signal + noise


X_train = train_df.iloc[:, :187].values
y_train = train_df[187].values
X_test = test_df.iloc[:, :187].values
y_test = test_df[187].values
X_train = np.apply_along_axis(add_noise, 1, X_train)
X_train, y_train = shuffle(X_train, y_train, random_state=0)
X_train = StandardScaler().fit_transform(X_train)
X_test = StandardScaler().fit_transform(X_test)  # <-- LEAK705
# %%
def tensor(a, b):
    return TensorDataset(torch.tensor(a[:, None, :], dtype=torch.float32), torch.tensor(b, dtype=torch.long))


train_loader = DataLoader(tensor(X_train, y_train), batch_size=256, shuffle=True)
test_loader = DataLoader(tensor(X_test, y_test), batch_size=1024)
# %%
class Block(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.a = nn.Conv1d(c, c, 5, padding=2)
        self.b = nn.Conv1d(c, c, 5, padding=2)
        self.pool = nn.MaxPool1d(5, 2)

    def forward(self, x):
        h = torch.relu(self.a(x))
        return self.pool(torch.relu(self.b(h) + x))


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.inp = nn.Conv1d(1, 32, 5, padding=2)
        self.blocks = nn.Sequential(*[Block(32) for _ in range(4)])
        self.head = nn.Sequential(nn.Flatten(), nn.LazyLinear(32), nn.ReLU(), nn.Dropout(0.2), nn.Linear(32, 5))

    def forward(self, x):
        return self.head(self.blocks(self.inp(x)))


device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
net = Net().to(device)
criterion = nn.CrossEntropyLoss()
optimizer = optim.Adam(net.parameters(), lr=1e-3)
scheduler = optim.lr_scheduler.ExponentialLR(optimizer, 0.9)
# %%
def train_epoch():
    net.train()
    total = 0.0
    for xb, yb in train_loader:
        xb, yb = xb.to(device), yb.to(device)
        optimizer.zero_grad()
        loss = criterion(net(xb), yb)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(yb)
    return total / len(train_loader.dataset)


def evaluate(loader):
    net.eval()
    out, ys = [], []
    with torch.no_grad():
        for xb, yb in loader:
            out.append(net(xb.to(device)).argmax(1).cpu())
            ys.append(yb)
    return torch.cat(ys).numpy(), torch.cat(out).numpy()
# %%
best_f1 = 0.0
history = []
for epoch in range(30):
    loss = train_epoch()
    scheduler.step()
    yt, yp = evaluate(test_loader)
    f1 = f1_score(yt, yp, average="macro")  # <-- LEAK707?
    history.append((loss, f1))
    print(f"epoch {epoch} loss {loss:.4f} f1 {f1:.4f}")
    if f1 > best_f1:  # <-- LEAK707
        best_f1 = f1
        best_weights = copy.deepcopy(net.state_dict())  # <-- LEAK707?
        torch.save(best_weights, "ecg_best.pt")  # <-- LEAK707?
# %%
plt.plot([h[0] for h in history], label="loss")
plt.plot([h[1] for h in history], label="macro F1")
plt.legend()
plt.show()
# %%
net.load_state_dict(best_weights)
yt, yp = evaluate(test_loader)
print("accuracy", accuracy_score(yt, yp))  # <-- LEAK707?
print(classification_report(yt, yp, digits=3))  # <-- LEAK707?
# %%
cm = confusion_matrix(yt, yp, normalize="true")
sns.heatmap(cm, annot=True, fmt=".2f", cmap="Blues")
plt.show()
