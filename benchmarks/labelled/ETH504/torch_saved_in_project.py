# finds: ETH504
# %% [file requirements.txt]
torch==2.3.1
torchvision==0.18.1
# %%
import torch
from torch import nn
from torchvision.models import resnet18
from torch.utils.data import DataLoader
from parcels import ParcelImages
# %%
net = resnet18(num_classes=6)
opt = torch.optim.SGD(net.parameters(), lr=0.02, momentum=0.9)
for epoch in range(10):
    for x, y in DataLoader(ParcelImages("train"), batch_size=64, shuffle=True):
        opt.zero_grad()
        loss = nn.functional.cross_entropy(net(x), y)
        loss.backward()
        opt.step()
    print(epoch, loss.item())
# %%
torch.save(net.state_dict(), "parcels_resnet18.pt")  # <-- ETH504
