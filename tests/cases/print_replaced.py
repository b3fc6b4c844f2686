# rung: steps
# %%
lines = []
_print = print
def print(*values):
    lines.append(values)
    _print(">", *values)
# %% [markdown]
# ## Use
# %%
print("hello", 1)
# %% [markdown]
# ## Back
# %%
del print
print(lines)
