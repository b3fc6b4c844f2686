# rung: verbatim
# %%
from dataclasses import dataclass
rate = float("0.5")
@dataclass
class Config:
    rate: float = rate
# %%
print(Config())
