# finds: DATA601
# %%
import numpy as np
import torch
from torch import nn
# %%
X = np.load("features.npy")  # <-- DATA601
y = np.load("labels.npy")  # <-- DATA601
print(X.shape, X.dtype, np.bincount(y))
# %%
torch.manual_seed(0)
Xt, yt = torch.from_numpy(X).float(), torch.from_numpy(y).long()
net = nn.Sequential(nn.Linear(X.shape[1], 64), nn.ReLU(), nn.Linear(64, 4))
opt = torch.optim.Adam(net.parameters(), lr=1e-3)
for i in range(400):
    opt.zero_grad()
    loss = nn.functional.cross_entropy(net(Xt), yt)
    loss.backward()
    opt.step()
print(loss.item())
