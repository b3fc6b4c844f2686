# finds: ML751
# %%
import torch
from torch import nn
from torch.utils.data import DataLoader

real = torch.load("faces_64.pt")
G = nn.Sequential(nn.Linear(32, 128), nn.ReLU(), nn.Linear(128, 4096), nn.Tanh())
D = nn.Sequential(nn.Linear(4096, 128), nn.LeakyReLU(0.2), nn.Linear(128, 1))
opt_g = torch.optim.Adam(G.parameters(), lr=2e-4, betas=(0.5, 0.999))
opt_d = torch.optim.Adam(D.parameters(), lr=2e-4, betas=(0.5, 0.999))
bce = nn.BCEWithLogitsLoss()
# %%
for epoch in range(50):  # <-- ML751?
    for x in DataLoader(real, batch_size=64, shuffle=True):  # <-- ML751?
        fake = G(torch.randn(len(x), 32))
        one, zero = torch.ones(len(x), 1), torch.zeros(len(x), 1)
        d_loss = bce(D(x.flatten(1)), one) + bce(D(fake.detach()), zero)
        d_loss.backward()  # <-- ML751
        opt_d.step()  # <-- ML751?
        g_loss = bce(D(fake), one)
        g_loss.backward()  # <-- ML751?
        opt_g.step()  # <-- ML751?
    print(epoch, d_loss.item(), g_loss.item())
