# finds: ML752
# %%
import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision import datasets, transforms


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 256)
        self.drop = nn.Dropout(0.5)
        self.fc2 = nn.Linear(256, 10)

    def forward(self, x):
        x = torch.relu(self.fc1(x.flatten(1)))
        return self.fc2(self.drop(x))
# %%
to_t = transforms.ToTensor()
train_dl = DataLoader(datasets.MNIST("d", train=True, download=True, transform=to_t), batch_size=64, shuffle=True)
test_dl = DataLoader(datasets.MNIST("d", train=False, download=True, transform=to_t), batch_size=512)
net = Net()
opt = torch.optim.Adam(net.parameters())
for xb, yb in train_dl:
    opt.zero_grad()
    nn.functional.cross_entropy(net(xb), yb).backward()
    opt.step()
# %%
correct = 0
with torch.no_grad():  # <-- ML752?
    for xb, yb in test_dl:  # <-- ML752?
        pred = net(xb).argmax(1)  # <-- ML752
        correct += (pred == yb).sum().item()  # <-- ML752?
print("accuracy", correct / 10000)  # <-- ML752?
