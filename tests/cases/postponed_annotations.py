# rung: steps
# %%
from __future__ import annotations
from dataclasses import dataclass
# %%
@dataclass
class Node:
    children: list[Node]
    def add(self, other: Node) -> Node:
        self.children.append(other)
        return self
# %% [markdown]
# ## Build
# %%
tree: Node = Node([]).add(Node([]))
print(len(tree.children))
