# rung: steps
# %% tags=["parameters"]
n = 3
# %% [markdown]
# ## Grow
# %%
n = n + 1
# %% [markdown]
# ## Show
# %%
def shown():
    return n
print(n, shown())
