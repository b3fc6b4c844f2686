# rung: steps
# %%
def counter():
    n = 0
    def step():
        nonlocal n
        n += step_size
        return n
    return step
# %% [markdown]
# ## Count
# %%
step_size = 2
count = counter()
count()
step_size = 5
print(count())
