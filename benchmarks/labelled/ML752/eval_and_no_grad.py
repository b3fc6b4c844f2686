# silent: ML752
# %%
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

d = torch.load("windows.pt")
tr = DataLoader(TensorDataset(d["xtr"], d["ytr"]), batch_size=64, shuffle=True)
te = DataLoader(TensorDataset(d["xte"], d["yte"]), batch_size=256)
model = nn.Sequential(nn.Linear(50, 100), nn.BatchNorm1d(100), nn.ReLU(), nn.Dropout(0.2), nn.Linear(100, 3))
opt = torch.optim.Adam(model.parameters())
# %%
for epoch in range(15):
    model.train()
    for xb, yb in tr:
        opt.zero_grad()
        nn.functional.cross_entropy(model(xb), yb).backward()
        opt.step()
    model.eval()
    n = 0
    with torch.no_grad():
        for xb, yb in te:
            n += (model(xb).argmax(1) == yb).sum().item()
    print(f"epoch {epoch}: {n / len(te.dataset):.3f}")
