# rung: steps
# %%
n = 10
squares = [n * n for n in range(3)]
# %% [markdown]
# ## Print
# %%
print(n, squares, {k: v for k, v in zip("ab", squares)})
