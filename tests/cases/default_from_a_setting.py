# rung: steps
# %%
import sys
sys.argv[:] = ["job", "fast"]
# %% [markdown]
# ## Define
# %%
def speed(mode=sys.argv[1]):
    return mode
# %% [markdown]
# ## Use
# %%
print(speed())
