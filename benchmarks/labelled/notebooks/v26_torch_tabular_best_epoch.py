# notebook
# %% [markdown]
# # MLP on the HIGGS subset
# %%
import numpy as np, pandas as pd
import matplotlib.pyplot as plt
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import TensorDataset, DataLoader, Dataset
from sklearn.model_selection import train_test_split
from sklearn.metrics import roc_auc_score
torch.manual_seed(0)
# %%
df = pd.read_csv('higgs_small.csv')
print(df.shape)
df.head()
# %%
df.isna().sum().sum()
# %%
df['label'].value_counts().plot.pie(autopct='%.1f%%')
# %%
df.iloc[:, 1:9].hist(bins=50, figsize=(12, 8))
plt.tight_layout()
# %%
features = [c for c in df.columns if c != 'label']
# standardise
for c in features:
    df[c] = (df[c] - df[c].mean()) / df[c].std() # <-- LEAK702
df.describe()
# %%
X = df[features].values.astype('float32')
y = df['label'].values.astype('float32')
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
# %%
train_ds = TensorDataset(torch.from_numpy(X_train), torch.from_numpy(y_train))
test_ds = TensorDataset(torch.from_numpy(X_test), torch.from_numpy(y_test))
train_loader = DataLoader(train_ds, batch_size=256, shuffle=True)
test_loader = DataLoader(test_ds, batch_size=1024)
# %%
class MLP(nn.Module):
    def __init__(self, d, h=128, p=0.2):
        super().__init__()
        self.l1 = nn.Linear(d, h)
        self.l2 = nn.Linear(h, h)
        self.out = nn.Linear(h, 1)
        self.drop = nn.Dropout(p)

    def forward(self, x):
        x = self.drop(F.relu(self.l1(x)))
        x = self.drop(F.relu(self.l2(x)))
        return self.out(x).squeeze(1)

net = MLP(X.shape[1])
opt = torch.optim.AdamW(net.parameters(), lr=1e-3)
loss_fn = nn.BCEWithLogitsLoss()
print(sum(p.numel() for p in net.parameters()), 'parameters')
# %%
@torch.no_grad()
def auc_of(loader):
    net.eval()
    out, true = [], []
    for xb, yb in loader:
        out.append(torch.sigmoid(net(xb)))
        true.append(yb)
    return roc_auc_score(torch.cat(true).numpy(), torch.cat(out).numpy()) # <-- LEAK707?
# %%
best_auc, best_epoch = 0, 0
hist = []
for epoch in range(30):
    net.train()
    for xb, yb in train_loader:
        opt.zero_grad()
        loss = loss_fn(net(xb), yb)
        loss.backward()
        opt.step()
    a = auc_of(test_loader) # <-- LEAK707?
    hist.append(a)
    if a > best_auc: # <-- LEAK707
        best_auc, best_epoch = a, epoch # <-- LEAK707?
        torch.save(net.state_dict(), 'best.pt') # <-- LEAK707?
print(f'best epoch {best_epoch}, test AUC {best_auc:.4f}')
# %%
plt.plot(hist)
plt.axvline(best_epoch, c='r')
# %%
net.load_state_dict(torch.load('best.pt'))
net.eval()
print('final test AUC', auc_of(test_loader)) # <-- LEAK707?
