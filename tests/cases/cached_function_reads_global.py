# rung: steps
# %%
import functools
unit = 2
@functools.lru_cache(maxsize=None)
def price(n):
    return n * unit
# %% [markdown]
# ## Price
# %%
print(price(3))
unit = 100
print(price(3), price(4))
