# rung: steps
# %%
import os
os.chdir("/")
# %% [markdown]
# ## Configure
# %%
class Config:
    root = os.getcwd()
# %%
print(Config.root)
