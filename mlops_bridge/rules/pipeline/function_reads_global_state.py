"""Function that reads the notebook's state.

The body reads a name of the notebook that cells bind again, or a table or a model of theirs. What
the function gives then depends on which cells ran last: run out of order it takes the wrong
table, and in a pipeline, where each step stands alone, the name is not there at all. Pass it as
an argument; then the function can be tested, and moved to a module.

Imports, other functions, constants in capitals that are assigned once and values of default
arguments are left alone. One finding a function. Source: the article's ad hoc scripts instead of
stages, and the literature on hidden dependencies between parts of a machine-learning system.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "PIPE903", "warning"
BAD = [
    """
import pandas as pd
sales = pd.read_csv("sales.csv")

def top(n):  # <--
    return sales.nlargest(n, "price")

best = top(10)
""",
    """
threshold = 0.5
# %%
def keep(score):  # <--
    return score > threshold
# %%
threshold = 0.7
print(keep(0.6))
""",
    """
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
forest = RandomForestClassifier(random_state=0).fit(X, y)

def answer(request):  # <--
    row = pd.DataFrame([request])
    return forest.predict(row)[0]

list(map(answer, requests))
""",
    """
import pandas as pd
df = pd.read_csv("a.csv")
df = df.dropna()
limit = 3
limit += 1
def count():  # <--
    total = 0
    for row in df.itertuples():
        total += row.size > limit
    return total
first = count()
second = count()
""",
    """
import pandas as pd
frame = pd.read_parquet("rows.parquet")

class Rows:
    def __len__(self):  # <--
        return len(frame)
""",
    """
import matplotlib.pyplot as plt
fig, ax = plt.subplots()
# %%
fig, ax = plt.subplots(2)
def draw(values, *, colour="red"):  # <--
    ax[0].plot(values, color=colour)
draw([1])
""",
]
GOOD = [
    """
import pandas as pd
sales = pd.read_csv("sales.csv")

def top(n, sales):
    return sales.nlargest(n, "price")

best = top(10, sales)
""",
    """
import numpy as np
RATE = 0.1
def root(x):
    return np.sqrt(x) * RATE

def twice(x):
    return root(root(x))
""",
    """
import pandas as pd
df = pd.read_csv("a.csv")
df = df.dropna()
def count(rows=df):
    return len(rows)
def size(df):
    df = df.copy()
    return [len(row) for row in df]
""",
    """
import torch
if torch.cuda.is_available():
    device = "cuda"
else:
    device = "cpu"
def place(batch):
    return batch.to(device)
""",
    """
import numpy as np
weights = np.concatenate([first, second])
def mean():
    return weights.mean()
""",
    """
path = "data"
def read(name):
    return open(f"{path}/{name}")
# %%
path = "data"
for name in ["a", "b"]:
    read(name)
""",
    """
import pandas as pd
scores = pd.read_csv("a.csv")
def total(numbers):
    scores = [number + 1 for number in numbers]
    return sum(scores)
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    for found in facts.borrowings:
        names = ", ".join(f"`{name}` ({why})" for name, why in list(found.why.items())[:3])
        more = f" and {len(found.why) - 3} more" if len(found.why) > 3 else ""
        yield facts.finding(
            found.place,
            f"`{found.function}` reads {names}{more} from the notebook: pass it as an argument",
            confidence=0.85,
            evidence=found.evidence,
            fix=found.fix,
        )
