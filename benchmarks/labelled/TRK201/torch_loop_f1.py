# finds: TRK201
# %%
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
from sklearn.datasets import load_breast_cancer
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
# %%
X, y = load_breast_cancer(return_X_y=True)
Xa, Xb, ya, yb = train_test_split(X, y, random_state=5)
to_t = lambda a: torch.tensor(a, dtype=torch.float32)
dl = DataLoader(TensorDataset(to_t(Xa), to_t(ya)), batch_size=32, shuffle=True)
# %%
torch.manual_seed(5)
net = nn.Sequential(nn.BatchNorm1d(30), nn.Linear(30, 16), nn.ReLU(), nn.Linear(16, 1))
opt = torch.optim.Adam(net.parameters(), lr=1e-3)
bce = nn.BCEWithLogitsLoss()
for epoch in range(20):  # <-- TRK201?
    for xb, tb in dl:
        opt.zero_grad()
        loss = bce(net(xb).squeeze(1), tb)
        loss.backward()  # <-- TRK201?
        opt.step()  # <-- TRK201
# %%
net.eval()
with torch.no_grad():
    pred = (net(to_t(Xb)).squeeze(1) > 0).int().numpy()
print("F1", f1_score(yb, pred))
