# silent: TRK204
# %%
import wandb
import torch
from torch import nn
from torchmetrics.functional import mean_absolute_error as mae
# %%
blob = torch.load("seq.pt", weights_only=True)
cfg = dict(lr=1e-3, hidden=48, epochs=40)
run = wandb.init(project="seq", config=cfg)
net = nn.Sequential(nn.Linear(24, cfg["hidden"]), nn.ReLU(), nn.Linear(cfg["hidden"], 1))
opt = torch.optim.Adam(net.parameters(), lr=cfg["lr"])
# %%
for epoch in range(cfg["epochs"]):
    opt.zero_grad()
    loss = nn.functional.mse_loss(net(blob["x"]), blob["y"])
    loss.backward()
    opt.step()
    wandb.log({"loss": loss.item()})
run.summary["mae"] = mae(net(blob["xt"]), blob["yt"]).item()
run.finish()
