# rung: steps
# %%
list = [1, 2]
# %% [markdown]
# ## Print it
# %%
print(list)
