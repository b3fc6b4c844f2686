# silent: ML751
# %%
import torch
from accelerate import Accelerator
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

accelerator = Accelerator()
net = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 2))
opt = torch.optim.AdamW(net.parameters(), lr=1e-3)
dl = DataLoader(TensorDataset(torch.randn(256, 8), torch.randint(0, 2, (256,))), batch_size=32)
net, opt, dl = accelerator.prepare(net, opt, dl)
# %%
for epoch in range(3):
    for xb, yb in dl:
        with accelerator.accumulate(net):
            loss = nn.functional.cross_entropy(net(xb), yb)
            accelerator.backward(loss)
            opt.step()
            opt.zero_grad()
