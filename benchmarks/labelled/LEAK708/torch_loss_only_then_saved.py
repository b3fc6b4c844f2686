# finds: LEAK708
# %%
import pandas as pd
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

df = pd.read_csv("power_plant.csv")
ds = TensorDataset(torch.tensor(df[["AT", "V", "AP", "RH"]].values).float(), torch.tensor(df["PE"].values).float())
loader = DataLoader(ds, batch_size=64, shuffle=True)
# %%
net = nn.Sequential(nn.Linear(4, 32), nn.ReLU(), nn.Linear(32, 1))
opt = torch.optim.Adam(net.parameters(), lr=1e-3)
loss_fn = nn.MSELoss()
for epoch in range(30):  # <-- LEAK708?
    total = 0.0
    for xb, yb in loader:
        opt.zero_grad()
        loss = loss_fn(net(xb).squeeze(1), yb)
        loss.backward()  # <-- LEAK708
        opt.step()  # <-- LEAK708?
        total += loss.item() * len(xb)
    print(f"epoch {epoch:2d} loss {total / len(ds):.3f}")
# %%
torch.save(net.state_dict(), "power_plant.pt")  # <-- LEAK708?
