# rung: steps
# %%
list = [3, 1, 2]
max = 10
for i in list:
    max += i
# %% [markdown]
# ## Restore
# %%
del list
print(list("ab"), max)
