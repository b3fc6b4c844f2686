# rung: steps
# %%
from math import *
# %% [markdown]
# ## Compute
# %%
print(sqrt(16), pi)
