# rung: steps
# %%
def outer():
    return inner() + 1
# %%
def inner():
    return 41
# %% [markdown]
# ## Call
# %%
print(outer())
