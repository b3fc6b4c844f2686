# rung: steps
# %%
start = 5
def add(v, base=start):
    return v + base
# %% [markdown]
# ## Add
# %%
start = 100
print(add(1))
