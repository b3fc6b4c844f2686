# rung: steps
# %%
import asyncio
async def ticks(n):
    for i in range(n):
        await asyncio.sleep(0)
        yield i
class Connection:
    async def __aenter__(self):
        self.is_open = True
        return self
    async def __aexit__(self, *error):
        self.is_open = False
# %% [markdown]
# ## Collect
# %%
got = []
async for tick in ticks(3):
    got.append(tick)
# %% [markdown]
# ## Connect
# %%
async with Connection() as connection:
    inside = connection.is_open
squares = [x * x async for x in ticks(3)]
print(got, tick, inside, connection.is_open, squares)
