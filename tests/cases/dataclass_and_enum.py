# rung: steps
# %%
from dataclasses import dataclass, field
from enum import Enum
class Color(Enum):
    RED = 1
@dataclass
class Point:
    x: int
    tags: list = field(default_factory=list)
# %% [markdown]
# ## Make
# %%
p = Point(1)
p.tags.append(Color.RED)
print(p.x, p.tags)
