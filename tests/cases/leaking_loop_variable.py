# rung: steps
# %%
for row in [1, 2, 3]:
    last = row
# %% [markdown]
# ## Show the last
# %%
print(row, last)
