# rung: verbatim
# %%
import os
try:
    here = os.path.dirname(__file__)
except NameError:
    here = "the working directory"
# %% [markdown]
# ## Show
# %%
print(here)
