# rung: steps
# %%
import asyncio
async def fetch(n):
    await asyncio.sleep(0)
    return n * factor
# %% [markdown]
# ## Fetch
# %%
factor = 2
values = await asyncio.gather(*(fetch(n) for n in range(3)))
# %% [markdown]
# ## Show
# %%
factor = 10
print(values, await fetch(1))
