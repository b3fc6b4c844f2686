# notebook
# %% [markdown]
# # EuroSAT with a small ResNet
# %%
%matplotlib inline
import os
import time
import numpy as np
import matplotlib.pyplot as plt
import torch
import torch.nn as nn
import torch.nn.functional as F
import torchvision
import torchvision.transforms as T
from torchvision import models
from torch.utils.data import Dataset, DataLoader, Subset, random_split
from sklearn.metrics import classification_report, confusion_matrix, cohen_kappa_score
import seaborn as sns
# %%
torch.manual_seed(0)
np.random.seed(0)
device = "cuda" if torch.cuda.is_available() else "cpu"
NAMES = ["AnnualCrop", "Forest", "HerbVeg", "Highway", "Industrial", "Pasture", "PermCrop", "Residential", "River", "Sea"]
# %%
X = np.load("eurosat_ms_x.npy", mmap_mode="r")
y = np.load("eurosat_ms_y.npy")
print(X.shape, X.dtype, np.bincount(y))
# %%
fig, ax = plt.subplots(2, 5, figsize=(12, 5))
for k, a in enumerate(ax.ravel()):
    im = X[np.where(y == k)[0][0]][[3, 2, 1]].transpose(1, 2, 0) / 3000.0
    a.imshow(np.clip(im, 0, 1))
    a.set_title(NAMES[k])
    a.axis("off")
plt.show()
# %%
# spectra of the classes
for k in range(10):
    plt.plot(X[y == k][:300].mean(axis=(0, 2, 3)), label=NAMES[k])
plt.legend(fontsize=6)
plt.show()
# %% [markdown]
# ## Normalisation
# %%
X = torch.tensor(np.array(X), dtype=torch.float32)
y = torch.tensor(y, dtype=torch.long)
mean = X.mean(dim=(0, 2, 3))  # <-- LEAK702
std = X.std(dim=(0, 2, 3))  # <-- LEAK702?
print(mean, std)
X = (X - mean[None, :, None, None]) / std[None, :, None, None]  # <-- LEAK702?
# %%
class Patches(Dataset):
    def __init__(self, X, y, transform=None):
        self.X, self.y, self.transform = X, y, transform

    def __len__(self):
        return len(self.y)

    def __getitem__(self, i):
        x = self.X[i]
        if self.transform is not None:
            x = self.transform(x)
        return x, self.y[i]


ds = Patches(X, y)
n = len(ds)
n_test = int(0.2 * n)
n_val = int(0.1 * n)
train_ds, val_ds, test_ds = random_split(ds, [n - n_test - n_val, n_val, n_test], generator=torch.Generator().manual_seed(0))
print(len(train_ds), len(val_ds), len(test_ds))
# %%
train_dl = DataLoader(train_ds, batch_size=128, shuffle=True, num_workers=2)
val_dl = DataLoader(val_ds, batch_size=512)
test_dl = DataLoader(test_ds, batch_size=512)
xb, yb = next(iter(train_dl))
print(xb.shape, yb[:10])
# %%
def make_net(bands=13):
    net = models.resnet18(weights=None, num_classes=10)
    net.conv1 = nn.Conv2d(bands, 64, 3, padding=1, bias=False)
    net.maxpool = nn.Identity()
    return net


net = make_net(X.shape[1]).to(device)
print(sum(p.numel() for p in net.parameters()) / 1e6, "M parameters")
opt = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9, weight_decay=5e-4, nesterov=True)
EPOCHS = 25
sched = torch.optim.lr_scheduler.OneCycleLR(opt, 0.1, epochs=EPOCHS, steps_per_epoch=len(train_dl))
# %%
def flip(x):
    if torch.rand(1) < 0.5:
        x = torch.flip(x, [3])
    if torch.rand(1) < 0.5:
        x = torch.flip(x, [2])
    return x


@torch.no_grad()
def accuracy(dl):
    net.eval()
    good = tot = 0
    for xb, yb in dl:
        out = net(xb.to(device)).argmax(1).cpu()
        good += (out == yb).sum().item()
        tot += len(yb)
    return good / tot
# %%
best = 0
bad = 0
hist = []
for ep in range(EPOCHS):
    t0 = time.time()
    net.train()
    s = 0.0
    for xb, yb in train_dl:
        xb, yb = flip(xb).to(device), yb.to(device)
        opt.zero_grad()
        loss = F.cross_entropy(net(xb), yb, label_smoothing=0.1)
        loss.backward()
        opt.step()
        sched.step()
        s += loss.item()
    va = accuracy(val_dl)
    hist.append((s / len(train_dl), va))
    print(f"{ep} loss {hist[-1][0]:.3f} val {va:.4f} ({time.time() - t0:.0f} s)")
    if va > best:
        best, bad = va, 0
        torch.save(net.state_dict(), "eurosat.pt")
    else:
        bad += 1
        if bad > 6:
            break
# %%
h = np.array(hist)
plt.plot(h[:, 0])
plt.twinx().plot(h[:, 1], "g")
plt.show()
# %%
net.load_state_dict(torch.load("eurosat.pt"))
net.eval()
yt, yp = [], []
with torch.no_grad():
    for xb, yb in test_dl:
        yp.append(net(xb.to(device)).argmax(1).cpu())
        yt.append(yb)
yt, yp = torch.cat(yt).numpy(), torch.cat(yp).numpy()
print(classification_report(yt, yp, target_names=NAMES))
print("kappa", cohen_kappa_score(yt, yp))
sns.heatmap(confusion_matrix(yt, yp), annot=True, fmt="d", xticklabels=NAMES, yticklabels=NAMES)
plt.show()
