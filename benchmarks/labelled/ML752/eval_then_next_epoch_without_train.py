# finds: ML752
# %%
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split

data = torch.load("spectrograms.pt")
tr, va = random_split(TensorDataset(data["x"], data["y"]), [0.8, 0.2])
tr_dl, va_dl = DataLoader(tr, 32, shuffle=True), DataLoader(va, 128)
cnn = nn.Sequential(
    nn.Conv2d(1, 16, 3), nn.BatchNorm2d(16), nn.ReLU(), nn.AdaptiveAvgPool2d(1),
    nn.Flatten(), nn.Dropout(0.3), nn.Linear(16, 4),
)
opt = torch.optim.Adam(cnn.parameters(), lr=1e-3)
# %%
for epoch in range(10):  # <-- ML752?
    for xb, yb in tr_dl:  # <-- ML752?
        opt.zero_grad()
        loss = nn.functional.cross_entropy(cnn(xb), yb)  # <-- ML752?
        loss.backward()  # <-- ML752?
        opt.step()
    cnn.eval()  # <-- ML752
    with torch.no_grad():
        ok = sum((cnn(xb).argmax(1) == yb).sum().item() for xb, yb in va_dl)
    print(epoch, ok / len(va))
