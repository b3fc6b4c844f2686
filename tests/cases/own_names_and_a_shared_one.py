# rung: steps
# %%
params = [1]
k = 2
def scale(v):
    return v * k
# %% [markdown]
# ## Scale
# %%
k = 3
print(list(map(scale, params)))
