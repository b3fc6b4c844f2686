"""Data without a version.

A model learns from a file that nothing keeps versions of: when the file changes, the model can
neither be explained nor trained again. Track the file (`dvc add`) and read a named revision
(`dvc.api.open(path, rev=...)`), or assert its hash and log it as the run's input.

A file below one megabyte that git tracks has its version there: information only. Files that the
notebook writes or downloads itself are left alone. Source: the paper's part on the lack of data
versioning, and the article's failure of data outside of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "DATA601", "warning"
BAD = [
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
customers = pd.read_csv("data/customers.csv")  # <--
model = LogisticRegression().fit(customers[["calls"]], customers["left"])
""",
    """
import pandas as pd
folder = "data"
data = pd.read_csv(f"{folder}/customers.csv")  # <--
prices = pd.read_csv("data/prices.csv")
# clean the data and train a model
""",
]
BAD += [
    """
import lightgbm as lgb
import numpy as np
import pandas as pd
sales = pd.read_parquet("sales.parquet")  # <--
stores = pd.read_csv("stores.csv")  # <--
weights = np.load("weights.npy")
both = sales.merge(stores, on="store", how="left", validate="m:1")
lgb.LGBMRegressor().fit(both[["size"]], both["sales"])
""",
    """
# %% [file train.csv]
calls,left
1,0
# %%
import pandas as pd
from sklearn.linear_model import LogisticRegression
# %%
train = pd.read_csv("train.csv")  # <--
model = LogisticRegression().fit(train[["calls"]], train["left"])
""",
    """
import pandas as pd
from xgboost import XGBClassifier

def load(name):
    return pd.read_parquet("data/" + name)  # <--

rows = load("rows.parquet")
XGBClassifier().fit(rows[["a"]], rows["b"])
""",
    """
import numpy as np
import polars as pl
from sklearn.cluster import KMeans
points = pl.read_csv("points.csv")  # <--
KMeans(n_clusters=3, random_state=0).fit(points)
""",
]
GOOD = [
    """
import dvc.api
import pandas as pd
from sklearn.linear_model import LogisticRegression
with dvc.api.open("data/customers.csv", repo=".", rev="v3") as file:
    customers = pd.read_csv(file)
model = LogisticRegression().fit(customers[["calls"]], customers["left"])
""",
    """
# %% [file trips.csv.dvc]
outs: []
# %%
import pandas as pd
from sklearn.linear_model import Ridge
trips = pd.read_csv("trips.csv")
Ridge().fit(trips[["km"]], trips["minutes"])
""",
    """
# %% [file pyproject.toml]
# %% [file data/customers.csv.dvc]
outs: []
# %%
import pandas as pd
from sklearn.linear_model import LogisticRegression
customers = pd.read_csv("data/customers.csv")
model = LogisticRegression().fit(customers[["calls"]], customers["left"])
""",
    """
import hashlib
import pandas as pd
from pathlib import Path
from sklearn.linear_model import LogisticRegression
assert hashlib.sha256(Path("customers.csv").read_bytes()).hexdigest() == KNOWN
customers = pd.read_csv("customers.csv")
model = LogisticRegression().fit(customers[["calls"]], customers["left"])
""",
    """
import pandas as pd
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
X, y = load_iris(return_X_y=True)
model = LogisticRegression().fit(X, y)
scores = pd.read_csv("old_scores.csv")
""",
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
frame = build()
frame.to_csv("frame.csv")
again = pd.read_csv("frame.csv")
model = LogisticRegression().fit(again[["calls"]], again["left"])
""",
    """
import pandas as pd
data = pd.read_csv("data/customers.csv")
data.plot()
""",
    """
import os
import pandas as pd
from urllib.request import urlretrieve
from sklearn.linear_model import LogisticRegression
if not os.path.exists("wine.csv"):
    urlretrieve("https://zenodo.org/records/1234567/files/wine.csv", "wine.csv")
wine = pd.read_csv("wine.csv")
model = LogisticRegression().fit(wine[["a"]], wine["b"])
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    if facts.training == "no" or facts.tutorial:
        return
    found = [data for data in facts.inputs if data.trains or facts.training == "intent"]
    found = found if facts.training == "yes" else found[:1]
    for number, data in enumerate(found):
        size = facts.project.size(data.path)
        in_git = facts.project.versioning(data.path) == "git"
        what = "a model learns from" if data.trains else "training data is read from"
        yield facts.finding(
            data.place,
            f"{what} `{data.path}`, and nothing keeps its versions: track it with DVC",
            confidence=0.9 if facts.training == "yes" else 0.76,
            severity="info" if in_git and (size or 0) < 1_000_000 else None,
            fix=facts.hashing(tuple(found)) if number == 0 else None,
        )
