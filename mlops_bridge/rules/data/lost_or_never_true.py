"""Change that is lost, or comparison that is never true.

Most methods of a pandas table return a new one. A statement such as `frame.dropna()` in the
middle of a cell therefore changes nothing, and the model trains on rows that its author believes
to be gone. Two more statements look right and do nothing: a write through two indexes in a row
(`frame[rows]["c"] = 0`) or `inplace=True` on a selected column, which write into a copy and are
lost with pandas 3 and with copy-on-write; and `== np.nan`, which is false for every value,
missing ones included.

None of them fails, in the notebook or in production: the numbers are only wrong. Assign the
result, write with one `.loc[rows, columns]`, ask with `.isna()`.

The last expression of a cell is displayed and is left alone, unless a semicolon hides it; so
are tables that are not pandas', and checks in `try` or `with`. Before pandas 3 a chained write
is a warning. Source: the published catalogue of machine-learning code smells (NaN equivalence,
chained indexing, results of methods that are not in place).
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "DATA607", "error"
BAD = [
    """
import pandas as pd
customers = pd.read_csv("customers.csv")
customers.dropna(subset=["age"])  # <--
print(len(customers))
""",
    """
import pandas as pd
sales = pd.read_excel("sales.xlsx", sheet_name="2021")
for column in ["price", "amount"]:
    sales[column].fillna(0)  # <--
sales.rename(columns={"amt": "amount"}).reset_index(drop=True)  # <--
total = sales["amount"].sum()
""",
    """
import numpy as np
import pandas as pd
df = pd.read_csv("train.csv")
missing = df[df["Age"] == np.nan]  # <--
known = df[df.Cabin != np.nan]  # <--
""",
    """
import pandas as pd
titanic = pd.read_csv("titanic.csv")
titanic["Age"][titanic["Age"] > 90] = 90  # <--
titanic[titanic.Fare < 0]["Fare"] = 0  # <--
titanic.loc[titanic.Sex == "m"]["Sex"] = "male"  # <--
titanic.Cabin[3] = "C85"  # <--
""",
    """
import pandas as pd
houses = pd.concat([pd.read_csv("a.csv"), pd.read_csv("b.csv")])
houses["garage"].fillna("none", inplace=True)  # <--
houses.alley.replace("?", "none", inplace=True)  # <--
for column in houses.columns:
    houses[column].fillna(houses[column].mode()[0], inplace=True)  # <--
houses[["lot", "year"]].fillna(0, inplace=True)  # <--
""",
    """
import pandas as pd

def load(path):
    frame = pd.read_csv(path)
    frame.drop(columns=["id"])  # <--
    frame.drop_duplicates()  # <--
    return frame

data = load("data.csv")
""",
    """
import pandas as pd
frame = pd.read_csv("a.csv")
frame.astype({"size": "float32"});  # <--
""",
    """
# %% [file requirements.txt]
pandas==3.0.1
# %%
import pandas as pd
frame = pd.read_csv("a.csv")
frame["size"][0] = 1  # <--
""",
    """
import pandas as pd
from math import nan
answers = pd.DataFrame({"q1": [1.0, nan]})
for index, row in answers.iterrows():
    if row["q1"] == nan:  # <--
        print(index)
    if row["q1"] == float("nan"):  # <--
        print(index)
""",
]
GOOD = [
    """
import pandas as pd
customers = pd.read_csv("customers.csv")
customers = customers.dropna(subset=["age"])
print(len(customers))
""",
    """
import pandas as pd
customers = pd.read_csv("customers.csv")
customers.dropna(subset=["age"])
""",
    """
import pandas as pd
customers = pd.read_csv("customers.csv")
customers.dropna(inplace=True)
display(customers.sort_values("age"))
print(customers.drop(columns=["age"]).head())
customers["age"] = customers["age"].fillna(0).astype(int)
customers.loc[customers.age > 90, "age"] = 90
customers.loc[3]
customers.head()
""",
    """
import polars as pl
frame = pl.read_csv("a.csv")
frame.drop("size")
text.replace("a", "b")
letters = ["b", "a"]
", ".join(letters)
settings = {"a": {"b": 1}}
settings["a"]["b"] = 2
grid = [[0, 0], [0, 0]]
grid[0][1] = 3
x = 1
""",
    """
import numpy as np
import pandas as pd
frame = pd.read_csv("a.csv")
rows = frame[frame["a"] != frame["a"]]
print(np.nan == np.nan, np.nan == None, frame["a"].isna().sum(), x is np.nan)
""",
    """
import pandas as pd
frame = pd.read_csv("a.csv")
try:
    frame.astype(int)
except ValueError:
    print("not all are numbers")
with timer("sorting"):
    frame.sort_values("a")
x = 1
# %%
%%timeit
frame.sort_values("a")
frame.dropna()
""",
    """
from IPython.core.interactiveshell import InteractiveShell
InteractiveShell.ast_node_interactivity = "all"
import pandas as pd
frame = pd.read_csv("a.csv")
frame.dropna()
frame.sort_values("a")
""",
    """
import pandas as pd
frames = {"a": pd.read_csv("a.csv"), "b": pd.read_csv("b.csv")}
frames["a"].dropna(inplace=True)
frames["a"]["size"] = 1
frames["b"].loc[frames["b"].x > 1, "x"] = 1
for name in frames:
    frames[name].drop(columns=["x"], inplace=True)
""",
    """
import numpy as np
import pandas as pd
frame = pd.read_csv("a.csv")
values = frame["a"].values
values[2] = 0
frame["a"].values[3] = 1
frame.columns.values[0] = "b"
frame.index.names[0] = "c"
frame["list"][0]["key"] = 3
matrix = frame[["a"]].to_numpy()
matrix[0][0] = 5.0
""",
]

_SAYS = {
    "result": "`{what}` returns a new table, and this one is lost: assign it",
    "column": "`inplace=True` on the selection `{what}` {fate}: assign the result to the column",
    "chain": "`{what} = ...` indexes twice, and {fate}: write with one `.loc[rows, column]`",
    "nan": "`{what}` is decided before it looks, for NaN equals nothing: use `.isna()`",
}


def check(facts: Facts) -> Iterator[Draft]:
    for loss in facts.losses:
        fate = "changes a copy only" if loss.sure else "changes a copy only, from pandas 3 on"
        yield facts.finding(
            loss.place,
            _SAYS[loss.kind].format(what=loss.what, fate=fate),
            severity=None if loss.sure else "warning",
            fix=loss.fix,
        )
