# silent: ML751
# %%
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

X, y = torch.randn(1000, 10), torch.randn(1000)
dl = DataLoader(TensorDataset(X, y), batch_size=32, shuffle=True)
net = nn.Linear(10, 1)
opt = torch.optim.RMSprop(net.parameters())
# %%
for epoch in range(10):
    for xb, yb in dl:
        opt.zero_grad(set_to_none=True)
        loss = nn.functional.l1_loss(net(xb).squeeze(-1), yb)
        loss.backward()
        opt.step()
    print(epoch, loss.item())
