# rung: steps
# %%
k = [2]
def area(x):
    return x * k[0]
class Square:
    def area(self):
        return 7
# %% [markdown]
# ## Measure
# %%
print(area(3), Square().area())
