# rung: steps
# %%
squares = (n * n for n in range(6))
# %% [markdown]
# ## Take two
# %%
print(next(squares), next(squares))
# %% [markdown]
# ## Take the rest
# %%
print(list(squares))
