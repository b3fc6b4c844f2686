# rung: steps
# %%
import tempfile
folder = tempfile.TemporaryDirectory()
path = folder.name
# %% [markdown]
# ## Look at it
# %%
import os
# %% [markdown]
# ## Check it is there
# %%
print(os.path.isdir(path))
