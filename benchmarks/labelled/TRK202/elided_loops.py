# finds: TRK202
# %%
import torch
from torch import nn
# %% [markdown]
# Try out a few settings, write the scores into my sheet
# %%
class Mlp(nn.Module):
    def __init__(self, n_layers):
        super().__init__()
        self.body = nn.Sequential(*[nn.Linear(64, 64) for _ in range(n_layers)])

    def forward(self, x):
        return self.body(x)
# %%
for learning_rate in [0.1, 0.01, 0.001]:  # <-- TRK202
    for n_layers in [1, 2, 3]:  # <-- TRK202?
        # build the model, train it for ten epochs
        # note the accuracy by hand
        ...
