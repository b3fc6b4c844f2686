# rung: steps
# %%
import pickle
THIS_YEAR = 2024
# %% [markdown]
# ## Define
# %%
class Aging:
    def __init__(self, year=THIS_YEAR):
        self.year = year
    def age(self, built):
        return self.year - built
# %% [markdown]
# ## Use
# %%
copied = pickle.loads(pickle.dumps(Aging()))
print(copied.age(2000), Aging(2001).age(2000))
