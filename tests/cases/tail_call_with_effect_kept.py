# rung: steps
# %%
log = []
def note(x):
    log.append(x)
    return x
# %% [markdown]
# ## Note it
# %%
note("kept")
# %%
print(log)
