# rung: steps
# %%
names = ["a", "b"]
len(names)
# %% [markdown]
# ## Use it
# %%
print([_.upper() for _ in names])
