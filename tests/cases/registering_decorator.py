# rung: steps
# %%
table = {}
def register(name):
    def add(f):
        table[name] = f
        return f
    return add
# %% [markdown]
# ## Register
# %%
@register("a")
def first():
    return 1
# %%
print(sorted(table))
