# rung: verbatim
# %%
class Point:
    pass
# %% [markdown]
# ## Show
# %%
p = Point()
print(type(p).__name__)
print(p.__class__.__module__)
