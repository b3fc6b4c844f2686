# rung: steps
# %%
factor = 2
values = (v * factor for v in [1, 2, 3])
# %% [markdown]
# ## Rebind
# %%
factor = 10
# %% [markdown]
# ## Consume
# %%
print(list(values))
