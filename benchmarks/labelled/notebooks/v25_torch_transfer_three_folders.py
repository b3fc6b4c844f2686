# notebook
# %% [markdown]
# # Flowers: transfer learning with a frozen ResNet
# %%
!pip install torchsummary
# %%
import os, time, copy
import numpy as np
import matplotlib.pyplot as plt
import torch
import torch.nn as nn
import torch.optim as optim
from torch.optim import lr_scheduler
from torch.utils.data import DataLoader
import torchvision
from torchvision import datasets, models, transforms
device = torch.device("cuda:0" if torch.cuda.is_available() else "cpu")
# %%
mean, std = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]
data_transforms = {
    'train': transforms.Compose([transforms.RandomResizedCrop(224), transforms.RandomHorizontalFlip(),
                                 transforms.ToTensor(), transforms.Normalize(mean, std)]),
    'valid': transforms.Compose([transforms.Resize(256), transforms.CenterCrop(224),
                                 transforms.ToTensor(), transforms.Normalize(mean, std)]),
}
data_transforms['test'] = data_transforms['valid']
# %%
data_dir = 'flower_data'
train_ds = datasets.ImageFolder(os.path.join(data_dir, 'train'), data_transforms['train'])
valid_ds = datasets.ImageFolder(os.path.join(data_dir, 'valid'), data_transforms['valid'])
test_ds = datasets.ImageFolder(os.path.join(data_dir, 'test'), data_transforms['test'])
train_dl = DataLoader(train_ds, batch_size=32, shuffle=True)
valid_dl = DataLoader(valid_ds, batch_size=32)
test_dl = DataLoader(test_ds, batch_size=32)
print(len(train_ds), len(valid_ds), len(test_ds))
# %%
def imshow(inp, title=None):
    inp = inp.numpy().transpose((1, 2, 0))
    inp = np.clip(np.array(std) * inp + np.array(mean), 0, 1)
    plt.imshow(inp)
    plt.title(title)

xb, yb = next(iter(train_dl))
imshow(torchvision.utils.make_grid(xb[:8]))
# %%
model = models.resnet18(weights='IMAGENET1K_V1')
for p in model.parameters():
    p.requires_grad = False
model.fc = nn.Linear(model.fc.in_features, len(train_ds.classes))
model = model.to(device)
# %%
criterion = nn.CrossEntropyLoss()
optimizer = optim.Adam(model.fc.parameters(), lr=1e-3)
sched = lr_scheduler.StepLR(optimizer, step_size=7, gamma=0.1)
# %%
def run(loader, train=False):
    model.train(train)
    total, good, loss_sum = 0, 0, 0.0
    with torch.set_grad_enabled(train):
        for x, y in loader:
            x, y = x.to(device), y.to(device)
            out = model(x)
            loss = criterion(out, y)
            if train:
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
            loss_sum += loss.item() * len(y)
            good += (out.argmax(1) == y).sum().item()
            total += len(y)
    return loss_sum / total, good / total
# %%
best_acc = 0.0
best_w = copy.deepcopy(model.state_dict())
log = []
for epoch in range(15):
    t = time.time()
    tl, ta = run(train_dl, train=True)
    vl, va = run(valid_dl)
    sched.step()
    log.append((tl, vl))
    print(f'{epoch}: train {ta:.3f} valid {va:.3f} ({time.time()-t:.0f}s)')
    if va > best_acc:
        best_acc = va
        best_w = copy.deepcopy(model.state_dict())
# %%
plt.plot(np.array(log))
plt.legend(['train', 'valid'])
# %%
model.load_state_dict(best_w)
test_loss, test_acc = run(test_dl)
print(f'TEST: loss {test_loss:.3f}, accuracy {test_acc:.3f}')
# %%
torch.save(model.state_dict(), 'flowers.pth')
