# rung: verbatim
# %%
from typing import get_type_hints
class Node:
    left: "Node"
# %% [markdown]
# ## Ask
# %%
print(list(get_type_hints(Node)))
