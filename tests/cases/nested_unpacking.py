# rung: steps
# %%
(a, (b, *c)), d = (1, (2, 3, 4)), 5
x = y = []
# %% [markdown]
# ## Extend
# %%
x.append(a)
# %%
print(a, b, c, d, x, y, x is y)
