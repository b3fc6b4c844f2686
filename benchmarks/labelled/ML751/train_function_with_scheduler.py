# finds: ML751
# %%
import torch
import torch.nn.functional as F
from torch.optim.lr_scheduler import StepLR
from tqdm.auto import tqdm


def train(model, device, loader, optimizer, epoch):
    model.train()
    for data, target in tqdm(loader):  # <-- ML751?
        data, target = data.to(device), target.to(device)
        # optimizer.zero_grad()
        output = model(data)
        loss = F.nll_loss(output, target)
        loss.backward()  # <-- ML751
        optimizer.step()  # <-- ML751?
    print("epoch", epoch, "loss", loss.item())
# %%
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
model = torch.nn.Sequential(torch.nn.Linear(20, 3), torch.nn.LogSoftmax(dim=1)).to(device)
ds = torch.utils.data.TensorDataset(torch.randn(500, 20), torch.randint(0, 3, (500,)))
opt = torch.optim.Adadelta(model.parameters(), lr=1.0)
sched = StepLR(opt, step_size=1, gamma=0.7)
for epoch in range(1, 6):
    train(model, device, torch.utils.data.DataLoader(ds, batch_size=50), opt, epoch)
    sched.step()
