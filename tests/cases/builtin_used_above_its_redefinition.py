# rung: steps
# %%
print(round(2.567, 1))
# %% [markdown]
# ## Redefine
# %%
def round(x, n):
    return 42
# %% [markdown]
# ## Use mine
# %%
print(round(2.5, 1))
