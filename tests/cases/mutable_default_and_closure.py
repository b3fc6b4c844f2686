# rung: steps
# %%
def make():
    seen = []
    def add(v):
        seen.append(v)
        return list(seen)
    return add
# %% [markdown]
# ## Add
# %%
add = make()
add(1)
# %% [markdown]
# ## Add more
# %%
print(add(2))
