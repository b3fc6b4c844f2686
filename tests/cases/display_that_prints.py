# rung: steps
# %%
class Dog:
    def describe(self):
        print("woof")
# %% [markdown]
# ## Describe it
# %%
Dog().describe()
