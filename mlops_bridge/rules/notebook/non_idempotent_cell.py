"""Cell that does not bear a second run.

A cell takes a table, a list or a number that another cell made, and changes it under the same
name in a way that goes further with each run: columns are dropped, a list grows, values are
scaled or mapped once more. Whoever runs the cell twice, as one does while trying things out,
gets an error or, worse, other data without any word, and the model is trained on it.

Give the result a new name, or make the starting value in the same cell. What comes out the same
each time (a filter, `dropna`, `astype`, `drop` with `errors="ignore"`) is left alone. Source:
Pimentel and others on hidden state in notebooks.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "NB806", "warning"
BAD = [
    """
import pandas as pd
orders = pd.read_csv("orders.csv")
# %%
orders = orders.drop(columns=["customer_name", "street"])  # <--
orders.head()
""",
    """
import pandas as pd
df = pd.read_csv("titanic.csv")
# %%
# clean up
df.drop("Ticket", axis=1, inplace=True)  # <--
df["Sex"] = df["Sex"].map({"male": 0, "female": 1})
df["Embarked"] = df["Embarked"].map({"S": 0, "C": 1, "Q": 2})
""",
    """
from tensorflow.keras.datasets import mnist
(x_train, y_train), (x_test, y_test) = mnist.load_data()
# %%
x_train = x_train.astype("float32") / 255.0  # <--
x_test = x_test.astype("float32") / 255.0  # <--
""",
    """
scores = []
total = 0
# %%
for fold in range(5):
    total += fold  # <--
    scores.append(fold / 5)  # <--
print(total, scores)
""",
    """
import pandas as pd
frame = pd.read_parquet("rows.parquet")
# %%
frame = pd.get_dummies(frame, columns=["region"], drop_first=True)  # <--
""",
    """
import pandas as pd
from sklearn.preprocessing import MinMaxScaler
housing = pd.read_csv("housing.csv")
scaler = MinMaxScaler()
# %%
housing[["rooms", "age"]] = scaler.fit_transform(housing[["rooms", "age"]])  # <--
""",
    """
import pandas as pd
left = pd.read_csv("left.csv")
right = pd.read_csv("right.csv")
# %%
left = left.merge(right, on="id", how="left")  # <--
# %%
right.set_index("id", inplace=True)  # <--
""",
    """
import pandas as pd
import numpy as np
wine = pd.read_csv("wine.csv")
# %%
wine["price"] = np.log1p(wine["price"])  # <--
# %%
target = wine.pop("quality")  # <--
""",
    """
import pandas as pd
df = pd.read_csv("cars.csv")
rest = pd.read_csv("more_cars.csv")
# %%
df = pd.concat([df, rest], ignore_index=True)  # <--
# %%
df["mpg"] *= 0.425  # <--
""",
]
GOOD = [
    """
import pandas as pd
orders = pd.read_csv("orders.csv")
# %%
orders = orders.drop(columns=["customer_name", "street"], errors="ignore")
orders.head()
""",
    """
import pandas as pd
df = pd.read_csv("titanic.csv")
# %%
df = df[df["Age"] > 3]
df = df.dropna(subset=["Fare"]).sort_values("Fare")
df["Age"] = df["Age"].fillna(0).astype(int)
df["Name"] = df["Name"].str.lower()
df["When"] = pd.to_datetime(df["When"])
df = df.rename(columns={"Fare": "fare"})
""",
    """
import pandas as pd
raw = pd.read_csv("titanic.csv")
# %%
df = raw.copy()
df = df.drop(columns=["Ticket"])
df["Sex"] = df["Sex"].map({"male": 0, "female": 1})
df["Fare"] /= 100
""",
    """
import pandas as pd
raw = pd.read_csv("titanic.csv")
# %%
scores = []
total = 0
for fold in range(5):
    total += fold
    scores.append(fold)
numbers = raw.drop(columns=["Ticket"])
""",
    """
import pandas as pd
df = pd.read_csv("titanic.csv")
# %%
if "Ticket" in df.columns:
    df = df.drop(columns=["Ticket"])
# %%
def halve(values):
    values = values / 2
    return values
half = halve(df["Fare"])
# %%
df["ratio"] = df["Fare"] / df["Age"]
df["rate"] = df["ratio"] - df["ratio"].mean()
mask = df["Age"] > 3
# %%
mask &= df["Fare"] > 1
""",
    """
import pandas as pd
import sys
df = pd.read_csv("titanic.csv")
# %%
sys.path.append("lib")
df["tmp"] = df["Fare"] * 2
df["fare2"] = df["tmp"] + 1
df = df.drop(columns=["tmp"])
""",
]

_WHAT = {
    "drop": "loses columns",
    "grow": "grows",
    "arithmetic": "is computed from itself",
    "scale": "is transformed onto itself",
    "map": "is mapped onto itself",
    "dummies": "is encoded onto itself",
    "merge": "is joined onto itself",
    "index": "gives a column to the index",
    "take": "loses what is taken out",
}


def check(facts: Facts) -> Iterator[Draft]:
    for seen in facts.reruns:
        yield facts.finding(
            seen.place,
            f"`{seen.name}` of another cell {_WHAT[seen.how]} at each run of this one: "
            "give the result a new name, or make the start value here",
            evidence=seen.others,
            fix=seen.fix,
        )
