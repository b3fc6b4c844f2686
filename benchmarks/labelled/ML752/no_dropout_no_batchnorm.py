# silent: ML752
# %%
import torch
from torch import nn

X = torch.load("iris_x.pt")
y = torch.load("iris_y.pt")
mlp = nn.Sequential(nn.Linear(4, 10), nn.ReLU(), nn.Linear(10, 3))
opt = torch.optim.SGD(mlp.parameters(), lr=0.1)
for i in range(300):
    opt.zero_grad()
    loss = nn.CrossEntropyLoss()(mlp(X[:120]), y[:120])
    loss.backward()
    opt.step()
# %%
# only linear layers: train and eval mode are the same
with torch.no_grad():
    acc = (mlp(X[120:]).argmax(1) == y[120:]).float().mean()
print("accuracy", acc.item())
