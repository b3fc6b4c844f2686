# rung: steps
# %%
class House:
    def rooms(self):
        return 3
old = House()
# %% [markdown]
# ## Extend
# %%
class House(House):
    def rooms(self):
        return super().rooms() + 1
new = House()
print(old.rooms(), new.rooms(), isinstance(new, type(old)))
