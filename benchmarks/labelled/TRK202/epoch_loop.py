# silent: TRK202
# %%
import torch
from torch import nn
from torch.utils.data import DataLoader
from mydata import Spectra
# %%
dl = DataLoader(Spectra("train"), batch_size=128, shuffle=True)
dv = DataLoader(Spectra("val"), batch_size=256)
net = nn.Sequential(nn.Linear(512, 64), nn.GELU(), nn.Linear(64, 5))
opt = torch.optim.AdamW(net.parameters(), lr=1e-3)
ce = nn.CrossEntropyLoss()
# %%
val_losses = []
for epoch in range(30):
    net.train()
    for x, t in dl:
        opt.zero_grad()
        ce(net(x), t).backward()
        opt.step()
    net.eval()
    with torch.no_grad():
        v = sum(ce(net(x), t).item() for x, t in dv) / len(dv)
    val_losses.append(v)
    print(epoch, v)
