# rung: steps
# %%
k = 2
def scale(v):
    return v * k
# %% [markdown]
# ## First use
# %%
print(list(map(scale, [1, 2])))
# %% [markdown]
# ## Second use
# %%
k = 5
print(list(map(scale, [1, 2])))
