# rung: steps
# %%
big = list(range(5))
n = len(big)
# %% [markdown]
# ## Free memory
# %%
del big
# %% [markdown]
# ## Check
# %%
print(n)
