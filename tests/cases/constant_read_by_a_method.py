# rung: steps
# %%
SIZE = (2, 3)
class Box:
    def area(self):
        return SIZE[0] * SIZE[1]
# %% [markdown]
# ## Measure
# %%
print(Box().area(), SIZE)
