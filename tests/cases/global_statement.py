# rung: steps
# %%
counter = 0
def count():
    global counter
    counter += 1
    return counter
# %% [markdown]
# ## Count
# %%
count()
count()
# %% [markdown]
# ## Show the counter
# %%
print(counter)
