# finds: ML751
# %%
import numpy as np
import torch
from torch import nn

x = torch.linspace(-3, 3, 400).unsqueeze(1)
y = torch.sin(x) + 0.1 * torch.randn_like(x)
net = nn.Sequential(nn.Linear(1, 50), nn.Tanh(), nn.Linear(50, 1))
adam = torch.optim.Adam(net.parameters(), lr=1e-2)
# %%
losses = []
adam.zero_grad()
for step in range(2000):  # <-- ML751?
    loss = nn.functional.mse_loss(net(x), y)
    loss.backward()  # <-- ML751
    adam.step()  # <-- ML751?
    losses.append(loss.item())
print("last loss", np.mean(losses[-10:]))
