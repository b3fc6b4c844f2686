# silent: ML751
# %%
import torch
import torchvision
from torch.utils.data import DataLoader

ds = torchvision.datasets.FakeData(size=512, transform=torchvision.transforms.ToTensor())
loader = DataLoader(ds, batch_size=4)
model = torchvision.models.mobilenet_v3_small(num_classes=10)
optimizer = torch.optim.AdamW(model.parameters(), lr=3e-4)
ACCUM = 8
# %%
model.train()
for i, (img, lab) in enumerate(loader):
    loss = torch.nn.functional.cross_entropy(model(img), lab) / ACCUM
    loss.backward()
    if (i + 1) % ACCUM == 0:
        optimizer.step()
        optimizer.zero_grad()
        print(i, loss.item() * ACCUM)
