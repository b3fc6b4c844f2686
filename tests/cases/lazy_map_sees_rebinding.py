# rung: steps
# %%
k = int("1")
m = map(lambda x: x + k, [1, 2, 3])
# %% [markdown]
# ## Rebind
# %%
k = int("100")
# %% [markdown]
# ## Use it up
# %%
print(list(m))
