# rung: steps
# %%
name: str = None
sizes: list[int] = (1, 2)
# %%
print(name, sizes)
