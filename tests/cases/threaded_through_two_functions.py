# rung: steps
# %%
limit = 3
def keep(v):
    return v < limit
def pick(vs):
    return [v for v in vs if keep(v)]
# %% [markdown]
# ## Pick
# %%
print(pick([1, 5]))
# %% [markdown]
# ## Pick more
# %%
limit = 10
print(pick([1, 5]), keep(20))
