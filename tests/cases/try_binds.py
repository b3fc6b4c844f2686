# rung: steps
# %%
try:
    value = int("x")
except ValueError as problem:
    value = -1
    text = str(problem)
# %% [markdown]
# ## Report
# %%
print(value, text)
