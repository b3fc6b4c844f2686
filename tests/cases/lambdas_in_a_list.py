# rung: steps
# %%
fs = [lambda: n for n in range(3)]
# %% [markdown]
# ## Call them
# %%
print([f() for f in fs])
