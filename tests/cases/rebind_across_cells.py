# rung: steps
# %%
x = 1
# %% [markdown]
# ## Add
# %%
x = x + 1
total = 0
# %% [markdown]
# ## Sum
# %%
for i in range(3):
    total += i * x
print(x, total, i)
