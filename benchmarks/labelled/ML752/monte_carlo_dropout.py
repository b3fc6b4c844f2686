# silent: ML752
# %%
import matplotlib.pyplot as plt
import torch
from torch import nn

x = torch.linspace(-1, 1, 200).unsqueeze(1)
y = x**3 + 0.05 * torch.randn_like(x)
net = nn.Sequential(nn.Linear(1, 64), nn.ReLU(), nn.Dropout(0.1), nn.Linear(64, 1))
opt = torch.optim.Adam(net.parameters(), lr=1e-2)
for _ in range(500):
    opt.zero_grad()
    nn.functional.mse_loss(net(x), y).backward()
    opt.step()


# %%
def mc_dropout_predict(model, inputs, n_samples=100):
    """Monte Carlo dropout: dropout stays on, the spread is the uncertainty."""
    model.train()
    with torch.no_grad():
        draws = torch.stack([model(inputs) for _ in range(n_samples)])
    return draws.mean(0), draws.std(0)


mean, std = mc_dropout_predict(net, x)
plt.fill_between(x[:, 0], (mean - 2 * std)[:, 0], (mean + 2 * std)[:, 0], alpha=0.3)
