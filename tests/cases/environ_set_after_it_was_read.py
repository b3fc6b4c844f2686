# rung: steps
# %%
import os
def mode():
    return os.environ.get("NB2PROD_MODE", "none")
print(mode())
# %% [markdown]
# ## Set the mode
# %%
os.environ["NB2PROD_MODE"] = "1"
import json
# %%
print(mode(), json.dumps(1))
