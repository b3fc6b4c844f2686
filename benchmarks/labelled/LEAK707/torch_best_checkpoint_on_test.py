# finds: LEAK707
# %%
import torch
from torch import nn, optim
from torch.utils.data import DataLoader
from torchvision import datasets, models, transforms

tf = transforms.Compose([transforms.Resize(224), transforms.ToTensor()])
train_set = datasets.CIFAR10("data", train=True, download=True, transform=tf)
test_set = datasets.CIFAR10("data", train=False, download=True, transform=tf)
train_loader = DataLoader(train_set, batch_size=64, shuffle=True)
test_loader = DataLoader(test_set, batch_size=64)
# %%
model = models.resnet18(num_classes=10)
opt = optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
best_acc = 0.0
for epoch in range(20):
    model.train()
    for xb, yb in train_loader:
        opt.zero_grad()
        nn.functional.cross_entropy(model(xb), yb).backward()
        opt.step()
    model.eval()
    correct = 0
    with torch.no_grad():
        for xb, yb in test_loader:
            correct += (model(xb).argmax(1) == yb).sum().item()  # <-- LEAK707?
    acc = correct / len(test_set)  # <-- LEAK707?
    if acc > best_acc:  # <-- LEAK707
        best_acc = acc  # <-- LEAK707?
        torch.save(model.state_dict(), "best.pt")  # <-- LEAK707?
print("best test accuracy", best_acc)
