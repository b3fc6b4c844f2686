# rung: steps
# %%
import math as m
print(m.floor(2.5))
# %% [markdown]
# ## Rebind
# %%
m = 7
# %% [markdown]
# ## Print it
# %%
print(m)
