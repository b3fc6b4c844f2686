# silent: ML751
# %%
import torch
from torch import nn

torch.manual_seed(0)
net = nn.Sequential(nn.Linear(3, 4), nn.Sigmoid(), nn.Linear(4, 1))
opt = torch.optim.SGD(net.parameters(), lr=0.1)
x, t = torch.randn(5, 3), torch.randn(5, 1)
# %%
# what does one step do?
before = net[0].weight.clone()
loss = ((net(x) - t) ** 2).mean()
loss.backward()
print(net[0].weight.grad)
opt.step()
print(net[0].weight - before)
for name, p in net.named_parameters():
    print(name, p.grad.norm().item())
