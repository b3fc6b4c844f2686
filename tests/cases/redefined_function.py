# rung: steps
# %%
def area(r):
    return r * r
# %% [markdown]
# ## Use the first
# %%
print(area(2))
# %% [markdown]
# ## Redefine
# %%
def area(r):
    return 3 * r * r
# %% [markdown]
# ## Use the second
# %%
print(area(2))
