# silent: ML751
# %%
import torch
from torch import nn

model = nn.LSTM(1, 16, batch_first=True)
head = nn.Linear(16, 1)
optim = torch.optim.Adam([*model.parameters(), *head.parameters()], lr=1e-3)


def reset():
    optim.zero_grad()
    return 0.0


series = torch.sin(torch.arange(0, 60, 0.1)).view(1, -1, 1)
# %%
for epoch in range(100):
    total = reset()
    out, _ = model(series[:, :-1])
    loss = nn.functional.mse_loss(head(out), series[:, 1:])
    loss.backward()
    optim.step()
    total += loss.item()
print(total)
