# rung: steps
# %%
class Registry:
    items = []
# %% [markdown]
# ## Register
# %%
Registry.items.append("a")
# %% [markdown]
# ## Print the registry
# %%
print(Registry.items)
