# rung: steps
# %%
n = int("10")
def f(x):
    return x + n
# %% [markdown]
# ## Call it where another n stands
# %%
print([f(x) for x, n in [(1, 2)]])
print(list(map(lambda n: f(n), [1, 2])))
