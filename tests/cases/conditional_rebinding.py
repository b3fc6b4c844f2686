# rung: steps
# %%
best = 0
for s in [3, 1, 2]:
    if s > best:
        best = s
# %% [markdown]
# ## Report the best
# %%
print(best)
