# silent: ML752
# %%
import lightning as L
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class LitNet(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(12, 32), nn.ReLU(), nn.Dropout(0.3), nn.Linear(32, 1))

    def training_step(self, batch, _):
        x, y = batch
        return nn.functional.mse_loss(self.body(x).squeeze(-1), y)

    def test_step(self, batch, _):
        x, y = batch
        self.log("mae", nn.functional.l1_loss(self.body(x).squeeze(-1), y))

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=1e-3)
# %%
d = torch.load("grid.pt")
trainer = L.Trainer(max_epochs=10)
lit = LitNet()
trainer.fit(lit, DataLoader(TensorDataset(*d["train"]), batch_size=32))
trainer.test(lit, DataLoader(TensorDataset(*d["test"]), batch_size=128))
