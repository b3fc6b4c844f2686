# rung: steps
# %%
import concurrent.futures
POWER = 2
def raised(x):
    return x ** POWER
# %% [markdown]
# ## Run
# %%
with concurrent.futures.ThreadPoolExecutor(2) as pool:
    print(list(pool.map(raised, range(4))))
