# silent: TRK205
# %%
import torch
import torch.nn as nn
from torch.utils.data import DataLoader
from voice import Clips
# %%
gru = nn.GRU(40, 96, batch_first=True)
head = nn.Linear(96, 8)
params = list(gru.parameters()) + list(head.parameters())
opt = torch.optim.Adam(params, lr=5e-4)
dl = DataLoader(Clips("train"), batch_size=16, shuffle=True)
# %%
for ep in range(1, 13):
    for x, t in dl:
        opt.zero_grad()
        out, _ = gru(x)
        nn.functional.cross_entropy(head(out[:, -1]), t).backward()
        opt.step()
    ckpt = {"gru": gru.state_dict(), "head": head.state_dict(), "epoch": ep}
    torch.save(ckpt, "ckpt/voice_%02d.pt" % ep)
