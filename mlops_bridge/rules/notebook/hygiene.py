"""Hygiene of the notebook.

Small habits that cost the next reader time, each told once a notebook, as information:

- a name such as `Untitled3` or `report-Copy1`, or one that shells and other systems cannot take;
- no heading and no sentence in the first three cells of a notebook of some length;
- a cell of more than 60 statements, or more than 100 code cells: split by task;
- an empty cell in the middle, or an output of more than 1 MB: each adds noise to every diff;
- more than 5 lines of commented-out code in a cell: git remembers them, so they can go;
- a debugger call (`breakpoint`, `pdb`, `%debug`), a warning: it waits for a key that nobody
  presses, and a job hangs until its time limit;
- a suppression comment that silences nothing.

The limits are set under `[tool.nb2prod.thresholds]`. Source: Pimentel and others on what makes
notebooks reproducible.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "NB808", "info"
BAD = [
    """
rates = {"EUR": 1.1, "GBP": 1.3}
# %%
import pdb
pdb.set_trace()  # <--
print(rates["EUR"])
""",
    """
# %% [name Untitled4.ipynb]
# %%
print(1)  # <--
""",
    """
# %% [name churn-Copy2.ipynb]
# %%
print(1)  # <--
""",
    """
# %% [name churn (März)?.ipynb]
# %%
print(1)  # <--
""",
    """
import pandas as pd  # <--
# %%
frame = pd.DataFrame({"a": [1, 2]})
# %%
frame.describe()
# %%
frame.plot()
# %%
print(len(frame))
""",
    "# %%\ntotal = 0  # <--\n" + "total += 1\nprint(total)\n" * 31,
    "# %% [markdown]\n# Many cells\n# %%\nn = 0  # <--\n" + "# %%\nprint(n)\n" * 100,
    """
first = 1
# %%
# <--
# %%
print(first)
""",
    """
print("x" * 1_100_000)  # <--
# %% [output]
"""
    + "x" * 1_100_000,
    """
import pandas as pd
sales = pd.DataFrame({"a": [1]})
# %%
# sales = sales.dropna()  # <--
# for name in sales.columns:
#     if name.startswith("tmp"):
#         del sales[name]
# sales.to_csv(
#     "clean.csv",
#     index=False,
# )
sales.head()
""",
    """
def step(batch):
    if batch is None:
        breakpoint()  # <--
    return batch
step(3)
""",
    """
ratio = 3 / 2
# %%
%debug  # <--
""",
    """
from IPython.core.debugger import set_trace
def loss(a, b):
    set_trace()  # <--
    return abs(a - b)
loss(1, 2)
""",
]
GOOD = [
    """
rates = {"EUR": 1.1, "GBP": 1.3}
# %%
print(rates["EUR"])
""",
    """
# %% [name churn_by_region-2024.v2.ipynb]
# %%
print(1)
""",
    """
# %% [markdown]
# Churn by region
# %%
first = 1
# %%
second = 2
# %%
third = 3
# %%
fourth = 4
# %%
print(first + second + third + fourth)
""",
    """
first = 1
# %%
print(first)
# %%
""",
    """
# We train on three years of orders (2019 to 2021), see the report: it has all numbers.
# Rows = one order each; columns: amount, region, customer
# Note: refunds are negative
# 1. drop test accounts
# 2. join the customers (by id)
# 3. aggregate
# x
# --------
total = 3
# total = 4
# print(total)
""",
    '''
query = """
# a = 1
# b = 2
# c = 3
# d = 4
# e = 5
# f = 6
"""
print(query)
''',
    """
%pdb off
class Tracer:
    def set_trace(self):
        return 1
Tracer().set_trace()
""",
    "# %%\nnames = {\n" + "".join(f'    "k{n}": {n},\n' for n in range(90)) + "}\nprint(names)",
]

_SAYS = {
    "copy": "`{0}` is a name that tells nothing: rename the notebook after what it does",
    "name": "`{0}` holds blanks or signs that shells and other systems stumble over: rename it",
    "prose": "nothing says what these {0} cells are for: begin with a heading and a sentence",
    "long": "the cell has {0} statements: split it by task, or move what it defines to a module",
    "many": "the notebook has {0} code cells: split it, or move functions to a module",
    "empty": "the cell is empty: delete it",
    "output": "the stored output takes {0} MB: clear it, or show less",
    "commented": "{0} lines of code are commented out: delete them, git keeps the old version",
    "debugger": "`{0}` waits for somebody to type: remove it",
}


def check(facts: Facts) -> Iterator[Draft]:
    for seen in facts.hygiene:
        yield facts.finding(
            seen.place,
            _SAYS[seen.habit].format(seen.detail),
            severity="warning" if seen.habit == "debugger" else "info",
            evidence=seen.others,
            fix=seen.fix,
        )
