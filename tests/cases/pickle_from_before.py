# rung: verbatim
# %%
import pickle
class Thing:
    pass
# %% [markdown]
# ## Load
# %%
old = pickle.loads(b"c__main__\nThing\n.")
print(old is Thing)
