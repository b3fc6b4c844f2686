# finds: DEP403
# %%
import os
import paramiko
import torch
from torch import nn
# %%
net = nn.Sequential(nn.Linear(16, 32), nn.ReLU(), nn.Linear(32, 3))
opt = torch.optim.Adam(net.parameters())
X, t = torch.load("gestures.pt", weights_only=True)
for _ in range(300):
    opt.zero_grad()
    nn.functional.cross_entropy(net(X), t).backward()
    opt.step()
torch.save(net.state_dict(), "gestures_net.pt")
# %%
ssh = paramiko.SSHClient()
ssh.load_system_host_keys()
ssh.connect("edge-box-7.plant.example", username=os.environ["EDGE_USER"])
sftp = ssh.open_sftp()
sftp.put("gestures_net.pt", "models/gestures_net.pt")  # <-- DEP403
sftp.close()
