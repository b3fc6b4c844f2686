# rung: steps
# %%
# %time y = sum(range(10))
# %%
print(y)
