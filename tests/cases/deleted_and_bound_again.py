# rung: steps
# %%
t = 1
# %% [markdown]
# ## Delete
# %%
print(t)
del t
# %% [markdown]
# ## Bind again
# %%
t = 2
print(t)
