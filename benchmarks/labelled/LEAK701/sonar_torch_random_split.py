# finds: LEAK701
# %%
import numpy as np
import pandas as pd
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split
from sklearn.preprocessing import StandardScaler

torch.manual_seed(0)
sonar = pd.read_csv("sonar.csv", header=None)
X = sonar.iloc[:, :60].values
y = (sonar[60] == "M").astype(float).values
# %%
X = StandardScaler().fit_transform(X)  # <-- LEAK701
ds = TensorDataset(torch.tensor(X, dtype=torch.float32), torch.tensor(y, dtype=torch.float32))
train_ds, val_ds = random_split(ds, [160, 48])
train_dl = DataLoader(train_ds, batch_size=16, shuffle=True)
# %%
net = nn.Sequential(nn.Linear(60, 30), nn.ReLU(), nn.Linear(30, 1))
opt = torch.optim.Adam(net.parameters(), lr=1e-3)
for epoch in range(50):
    for xb, yb in train_dl:
        opt.zero_grad()
        loss = nn.functional.binary_cross_entropy_with_logits(net(xb).squeeze(1), yb)
        loss.backward()
        opt.step()
# %%
net.eval()
with torch.no_grad():
    right = sum(((net(xb).squeeze(1) > 0) == yb.bool()).sum().item() for xb, yb in DataLoader(val_ds, batch_size=48))
print("val accuracy", right / len(val_ds))
