# rung: steps
# %%
first, *rest = [1, 2, 3]
a = b = []
a.append(first)
# %% [markdown]
# ## Swap
# %%
(first, [x, y]), last = (rest, [4, 5]), b
a += [x]
# %% [markdown]
# ## Show
# %%
print(first, x, y, last, a is b)
