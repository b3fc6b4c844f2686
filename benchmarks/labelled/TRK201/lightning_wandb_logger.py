# silent: TRK201
# %%
import torch
import lightning as L
from lightning.pytorch.loggers import WandbLogger
from torch.utils.data import DataLoader
from torchmetrics.functional import accuracy
from leafdata import LeafDataset, LeafNet
# %%
class Lit(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = LeafNet(12)

    def training_step(self, batch, i):
        x, y = batch
        logits = self.net(x)
        self.log("acc", accuracy(logits, y, task="multiclass", num_classes=12))
        return torch.nn.functional.cross_entropy(logits, y)

    def configure_optimizers(self):
        return torch.optim.AdamW(self.parameters(), lr=3e-4)
# %%
trainer = L.Trainer(max_epochs=10, logger=WandbLogger(project="leaves"))
trainer.fit(Lit(), DataLoader(LeafDataset("train"), batch_size=64))
