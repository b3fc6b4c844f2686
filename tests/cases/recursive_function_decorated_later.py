# rung: steps
# %%
from functools import lru_cache
calls = []
def fib(n):
    calls.append(n)
    return n if n < 2 else fib(n - 1) + fib(n - 2)
# %% [markdown]
# ## Cache
# %%
fib = lru_cache(None)(fib)
# %% [markdown]
# ## Use
# %%
print(fib(8), len(calls))
