# rung: notebook
# %%
import asyncio
await asyncio.sleep(0)
# %%
exec("x = 1")
print(x)
