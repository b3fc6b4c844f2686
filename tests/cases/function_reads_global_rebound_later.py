# rung: steps
# %%
k = 2
def scale(v):
    return v * k
# %% [markdown]
# ## First use
# %%
print(scale(10))
# %% [markdown]
# ## Second use
# %%
k = 5
print(scale(10))
