# finds: TRK202
# %%
import torch
import torch.nn.functional as F
from torchmetrics.classification import BinaryAUROC
# %%
blob = torch.load("tabular.pt", weights_only=True)
Xa, ya, Xb, yb = blob["Xa"], blob["ya"], blob["Xb"], blob["yb"]
# %%
history = {}
for lr in [3e-2, 1e-2, 3e-3]:  # <-- TRK202
    torch.manual_seed(0)
    net = torch.nn.Sequential(torch.nn.Linear(Xa.shape[1], 32), torch.nn.ReLU(), torch.nn.Linear(32, 1))
    opt = torch.optim.SGD(net.parameters(), lr=lr, momentum=0.9)
    for step in range(500):
        opt.zero_grad()
        loss = F.binary_cross_entropy_with_logits(net(Xa).squeeze(1), ya)
        loss.backward()
        opt.step()
    auc = BinaryAUROC()(net(Xb).squeeze(1), yb.int())
    history[lr] = float(auc)
    print(lr, history[lr])
