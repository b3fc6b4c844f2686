# finds: ML751
# %%
import torch
import torch.nn as nn
import torch.optim as optim
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

train_loader = DataLoader(
    datasets.MNIST("data", train=True, download=True, transform=transforms.ToTensor()), batch_size=128, shuffle=True
)
# %%
model = nn.Sequential(nn.Flatten(), nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
criterion = nn.CrossEntropyLoss()
optimizer = optim.SGD(model.parameters(), lr=0.01)
# %%
for epoch in range(5):  # <-- ML751?
    running_loss = 0.0
    for images, labels in train_loader:  # <-- ML751?
        outputs = model(images)
        loss = criterion(outputs, labels)
        loss.backward()  # <-- ML751
        optimizer.step()  # <-- ML751?
        running_loss += loss.item()
    print(f"Epoch {epoch + 1}, loss: {running_loss / len(train_loader):.4f}")
