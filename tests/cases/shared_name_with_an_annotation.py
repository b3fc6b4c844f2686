# rung: steps
# %%
from typing import List
found: List[int] = []
class Finder:
    def look(self, n):
        found.append(n)
# %% [markdown]
# ## Look
# %%
Finder().look(3)
print(found)
