# finds: TRK205
# %%
import torch
from torch import nn, optim
from torchvision import models
from torch.utils.data import DataLoader
from birds import BirdSet
# %%
net = models.resnet18(num_classes=20)
opt = optim.SGD(net.parameters(), lr=0.01, momentum=0.9)
dl = DataLoader(BirdSet("train"), batch_size=32, shuffle=True)
# %%
for epoch in range(25):
    running = 0.0
    for img, target in dl:
        opt.zero_grad()
        loss = nn.functional.cross_entropy(net(img), target)
        loss.backward()
        opt.step()
        running += loss.item()
    print(epoch, running / len(dl))
    torch.save(net.state_dict(), "checkpoints/resnet18.pth")  # <-- TRK205
