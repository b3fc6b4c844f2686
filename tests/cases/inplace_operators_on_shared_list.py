# rung: steps
# %%
items = [1]
def grow():
    items.append(len(items))
# %% [markdown]
# ## Grow
# %%
grow()
items += [9]
# %% [markdown]
# ## Print the items
# %%
grow()
print(items)
