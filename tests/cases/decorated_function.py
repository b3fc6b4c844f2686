# rung: steps
# %%
import functools
@functools.lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
# %% [markdown]
# ## Compute
# %%
print(fib(20))
