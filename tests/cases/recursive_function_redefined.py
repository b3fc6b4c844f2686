# rung: steps
# %%
def factorial(n):
    return 1 if n < 2 else n * factorial(n - 1)
first = factorial
# %% [markdown]
# ## Redefine
# %%
def factorial(n):
    return 1000
# %% [markdown]
# ## Compare
# %%
print(first(3), factorial(3))
