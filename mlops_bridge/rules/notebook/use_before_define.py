"""Name used before it is defined.

A cell reads a name that only a cell below defines. It worked because the cells ran in another
order; from top to bottom, as a job runs them, it is a NameError. Move the defining cell up.
The body of a function is judged where the function is first called.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "NB802", "error"
BAD = [
    """
orders = [3, 1, 2]
# %%
ranked = sorted(orders, key=weight)  # <--
# %%
# how heavy an order is
weight = {1: 5, 2: 3, 3: 1}.get
print(ranked)
""",
    """
import math
# %%
total = area(3) + 1  # <--
# %%
note = "circles"

def area(radius):
    return math.pi * radius ** 2
""",
    """
print(best)  # <--
# %%
scores = [3, 1]
best = max(scores)
""",
    """
from sklearn.linear_model import Ridge
model = Ridge(alpha=alpha)  # <--
model.fit([[1], [2]], [1, 2])
# %%
alpha = 0.5
# %%
alpha = 2 * alpha
""",
    """
def price(n):
    return n * rate  # <--
# %%
price(3)
# %%
rate = 1.2
""",
]
GOOD = [
    """
orders = [3, 1, 2]
# %%
# how heavy an order is
weight = {1: 5, 2: 3, 3: 1}.get
ranked = sorted(orders, key=weight)
# %%
print(ranked)
""",
    """
def price(n):
    return n * rate
# %%
rate = 1.2
# %%
price(3)
""",
    """
lines = !ls
print(len(lines), In[0], _)
display(get_ipython())
""",
    """
try:
    cache
except NameError:
    cache = {}
""",
    """
if "model" in globals():
    print(model)
# %%
model = 3
""",
    """
%run setup.py
print(config)
# %%
config = {}
""",
    """
squares = [n * n for n in range(3)]
total = sum(map(lambda n: n + offset(), squares)) if squares else 0
# %%
def offset():
    return 1
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    for name in facts.unbound:
        if name.why == "later":
            yield facts.finding(
                name.place,
                f"`{name.name}` is used here and defined in {name.definition}: move that up",
                confidence=0.3 if name.doubt else 0.75 if name.conditional else 0.9,
                evidence=(name.definition,) if name.definition else (),
                fix=facts.moved_up(name),
            )
