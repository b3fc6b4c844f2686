"""Stale cell.

In an open notebook, a cell was changed since it ran, or a cell that defines one of the names it
reads was changed or ran again later. What stands below the cell, and what the kernel holds, then
comes from code that is no longer on the page: a model may be saved whose features nobody can
make again. Run the cell again, and those that use it; before saving or shipping, restart the
kernel and run all cells.

A cell that never ran, and a change of comments or blanks only, is left alone. It takes an editor
that tells of runs: the sidebar does, a file on disk cannot. Source: Pimentel and others on hidden
state in notebooks.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "NB804", "warning"
BAD = [
    """
# %%
rate = 0.1
# %%
price = 200 * (1 + rate)
print(price)
# %% [event run 1]
# %% [event run 2]
# %% [event edit 2]
price = 200 * (1 - rate)  # <--
print(price)
""",
    """
# %%
rate = 0.1
# %%
total = 200 * rate  # <--
# %% [event run 1]
# %% [event run 2]
# %% [event edit 1]
rate = 0.2  # <--
""",
    """
# %%
import random
sample = [random.random() for _ in range(5)]
# %%
mean = sum(sample) / 5  # <--
# %%
print("done")
# %% [event run 1]
# %% [event run 2]
# %% [event run 3]
# %% [event run 1]
""",
    """
# %%
def clean(rows):
    return [row for row in rows if row]
# %%
rows = clean([1, 0, 3])  # <--
# %% [event run 1]
# %% [event run 2]
# %% [event edit 1]
def clean(rows):
    return [row for row in rows if row is not None]
# %% [event run 1]
""",
    """
# %%
%time squares = [n * n for n in range(9)]  # <--
# %% [event edit 1]
%time squares = [n * n for n in range(8)]
# %% [event run 1]
# %% [event edit 1]
%time squares = [n * n for n in range(9)]  # <--
""",
    """
# %%
limit = 3
# %%
scores = {"a": 2, "b": 4}
# %%
kept = [name for name, score in scores.items()
        if score > limit]  # <--
# %% [event run 2]
# %% [event run 3]
# %% [event run 1]
""",
]
GOOD = [
    """
# %%
rate = 0.1
# %%
price = 200 * (1 - rate)
print(price)
# %% [event run 1]
# %% [event run 2]
""",
    """
# %%
rate = 0.1
# %%
total = 200 * rate
# %% [event run 1]
# %% [event edit 1]
rate = 0.2
# %% [event run 1]
# %% [event run 2]
# %% [event edit 2]
# the sum of all

total = 200*rate
""",
    """
# %%
rate = 0.1
# %%
total = 200 * rate
# %% [event run 1]
# %% [event edit 2]
total = 300 * rate
""",
    """
# %%
import math
def area(r):
    return math.pi * r * r
SIZE = 4
# %%
print(area(SIZE))
# %% [event run 1]
# %% [event run 2]
# %% [event run 1]
""",
    """
# %%
import random
sample = [random.random()]
# %%
for value in sample:
    print(value)
# %%
value = 3
print(value)
# %% [event run 3]
# %% [event run 1]
# %% [event run 2]
""",
    """
# %%
count = 1
# %%
print(count)
# %%
count = 7
# %% [event run 1]
# %% [event run 2]
# %% [event run 3]
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    for cell in facts.stale:
        if cell.cause is None:
            said = "the cell was changed since it ran: run it again, and those that use it"
        elif cell.rerun:
            said = f"`{cell.name}` was made anew after this cell ran: run this cell again"
        else:
            said = f"`{cell.name}` was changed where it is defined: run that cell and this one"
        yield facts.finding(cell.place, said, evidence=(cell.cause,) if cell.cause else ())
