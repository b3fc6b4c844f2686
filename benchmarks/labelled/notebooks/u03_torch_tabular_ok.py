# notebook
# %% [markdown]
# # Forest cover with a small MLP in PyTorch
# %%
import os
import random
import copy
import numpy as np
import pandas as pd
import torch
import torch.nn as nn
from torch.utils.data import Dataset, DataLoader, TensorDataset
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler, LabelEncoder
from sklearn.metrics import classification_report, confusion_matrix, f1_score
import matplotlib.pyplot as plt
import seaborn as sns
# %%
def seed_everything(seed=42):
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)


seed_everything()
device = "cuda" if torch.cuda.is_available() else "cpu"
# %%
df = pd.read_csv("covtype.csv")
print(df.shape)
df.head()
# %%
df.describe().T
# %%
df.isnull().sum().sum(), df.duplicated().sum()
# %%
df["Cover_Type"].value_counts(normalize=True).plot.bar()
plt.show()
# %%
num = [c for c in df.columns if not c.startswith(("Soil", "Wild", "Cover"))]
plt.figure(figsize=(9, 7))
sns.heatmap(df[num].corr(), cmap="coolwarm")
plt.show()
# %%
df["Hydro_dist"] = np.sqrt(df["Horizontal_Distance_To_Hydrology"] ** 2 + df["Vertical_Distance_To_Hydrology"] ** 2)
df["Aspect_sin"] = np.sin(np.deg2rad(df["Aspect"]))
df["Aspect_cos"] = np.cos(np.deg2rad(df["Aspect"]))
df = df.drop(columns=["Aspect"])
num = [c for c in df.columns if not c.startswith(("Soil", "Wild", "Cover"))]
le = LabelEncoder()
y = le.fit_transform(df["Cover_Type"])
X = df.drop(columns=["Cover_Type"])
# %%
X_tmp, X_test, y_tmp, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=42)
X_train, X_val, y_train, y_val = train_test_split(X_tmp, y_tmp, test_size=0.2, stratify=y_tmp, random_state=42)
X_train, X_val, X_test = X_train.copy(), X_val.copy(), X_test.copy()
sc = StandardScaler()
X_train[num] = sc.fit_transform(X_train[num])
X_val[num] = sc.transform(X_val[num])
X_test[num] = sc.transform(X_test[num])
# %%
class CoverDataset(Dataset):
    def __init__(self, X, y):
        self.X = torch.tensor(X.values.astype(np.float32))
        self.y = torch.tensor(y, dtype=torch.long)

    def __len__(self):
        return len(self.X)

    def __getitem__(self, i):
        return self.X[i], self.y[i]


train_dl = DataLoader(CoverDataset(X_train, y_train), batch_size=1024, shuffle=True)
val_dl = DataLoader(CoverDataset(X_val, y_val), batch_size=4096)
test_dl = DataLoader(CoverDataset(X_test, y_test), batch_size=4096)
# %%
class MLP(nn.Module):
    def __init__(self, d_in, n_cls):
        super().__init__()
        self.net = nn.Sequential(
            nn.Linear(d_in, 256), nn.BatchNorm1d(256), nn.ReLU(), nn.Dropout(0.3),
            nn.Linear(256, 128), nn.ReLU(),
            nn.Linear(128, n_cls),
        )

    def forward(self, x):
        return self.net(x)


model = MLP(X_train.shape[1], len(le.classes_)).to(device)
opt = torch.optim.AdamW(model.parameters(), lr=1e-3)
lossf = nn.CrossEntropyLoss()
# %%
def run(dl, train=False):
    model.train(train)
    preds, ys, tot = [], [], 0.0
    for xb, yb in dl:
        xb, yb = xb.to(device), yb.to(device)
        with torch.set_grad_enabled(train):
            out = model(xb)
            loss = lossf(out, yb)
        if train:
            opt.zero_grad()
            loss.backward()
            opt.step()
        tot += loss.item() * len(xb)
        preds.append(out.argmax(1).cpu().numpy())
        ys.append(yb.cpu().numpy())
    return tot / len(dl.dataset), np.concatenate(ys), np.concatenate(preds)
# %%
best, best_state, wait = 1e9, None, 0
hist = {"train": [], "val": []}
for epoch in range(50):
    tr_loss, _, _ = run(train_dl, train=True)
    va_loss, yv, pv = run(val_dl)
    hist["train"].append(tr_loss)
    hist["val"].append(va_loss)
    print(f"{epoch:02d} train {tr_loss:.4f} val {va_loss:.4f} f1 {f1_score(yv, pv, average='macro'):.4f}")
    if va_loss < best:
        best, best_state, wait = va_loss, copy.deepcopy(model.state_dict()), 0
    else:
        wait += 1
        if wait == 5:
            break
# %%
pd.DataFrame(hist).plot()
plt.show()
# %%
model.load_state_dict(best_state)
_, yt, pt = run(test_dl)
print(classification_report(yt, pt))
sns.heatmap(confusion_matrix(yt, pt), annot=True, fmt="d")
plt.show()
torch.save(model.state_dict(), "cover_mlp.pt")
