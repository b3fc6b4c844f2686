# finds: ML752
# %%
import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision.datasets import CIFAR10
from torchvision.transforms import ToTensor

test_loader = DataLoader(CIFAR10("data", train=False, download=True, transform=ToTensor()), batch_size=256)
model = nn.Sequential(nn.Flatten(), nn.Linear(3072, 100), nn.ReLU(), nn.Dropout(0.4), nn.Linear(100, 10))
model.load_state_dict(torch.load("mlp.pt"))
# %%
model.eval()
total_loss, hits = 0, 0
for images, labels in test_loader:  # <-- ML752
    out = model(images)  # <-- ML752?
    total_loss += nn.functional.cross_entropy(out, labels).item()  # <-- ML752?
    hits += (out.argmax(1) == labels).sum().item()  # <-- ML752?
print("loss", total_loss / len(test_loader), "accuracy", hits / 10000)
