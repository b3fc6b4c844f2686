"""Statistic of all rows, before the split.

A mean that fills gaps, an average by group, a rank, bin edges, frequencies or an outlier limit is
computed with pandas or NumPy from all rows, and a model that uses it is judged on some of them.
The score then says more than the model knows about rows it has not seen, and in production the
same statistic would have to be computed from the future. Split first, take the statistic from the
training rows and apply it to both parts, or use a transformer inside a Pipeline.

A statistic that is only printed or plotted is fine, and so is one across the columns of a row.
Source: the literature on leakage in preprocessing.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "LEAK702", "warning"
BAD = [
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
df = pd.read_csv("customers.csv")
df["age"] = df["age"].fillna(df["age"].mean())  # <--
# %%
X, y = df.drop(columns=["churned"]), df["churned"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
model = LogisticRegression().fit(X_train, y_train)
print(model.score(X_test, y_test))
""",
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
df = pd.read_csv("customers.csv")
for column in ["age", "income"]:
    df[column].fillna(df[column].median(), inplace=True)  # <--
# %%
X, y = df.drop(columns=["churned"]), df["churned"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
model = LogisticRegression().fit(X_train, y_train)
print(model.score(X_test, y_test))
""",
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
df = pd.read_csv("customers.csv")
numeric = ["age", "income"]
df[numeric] = (df[numeric] - df[numeric].mean()) / df[numeric].std()  # <--
# %%
X, y = df.drop(columns=["churned"]), df["churned"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
model = LogisticRegression().fit(X_train, y_train)
print(model.score(X_test, y_test))
""",
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
df = pd.read_csv("customers.csv")
low, high = df["income"].quantile(0.25), df["income"].quantile(0.75)  # <--
spread = high - low
df = df[(df["income"] > low - 1.5 * spread) & (df["income"] < high + 1.5 * spread)]
# %%
X, y = df.drop(columns=["churned"]), df["churned"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
model = LogisticRegression().fit(X_train, y_train)
print(model.score(X_test, y_test))
""",
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
df = pd.read_csv("customers.csv")
df["age"] = df["age"].fillna(df.groupby("plan")["age"].transform("median"))  # <--
df["band"] = pd.qcut(df["income"], 4, labels=False)  # <--
# %%
X, y = df.drop(columns=["churned"]), df["churned"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
model = LogisticRegression().fit(X_train, y_train)
print(model.score(X_test, y_test))
""",
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
df = pd.read_csv("customers.csv")
counts = df["city"].value_counts(normalize=True).to_dict()  # <--
df["city"] = df["city"].map(lambda city: counts.get(city, 0))
# %%
X, y = df.drop(columns=["churned"]), df["churned"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
model = LogisticRegression().fit(X_train, y_train)
print(model.score(X_test, y_test))
""",
    """
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from scipy import stats
df = pd.read_csv("customers.csv")
df = df[(np.abs(stats.zscore(df[["age", "income"]])) < 3).all(axis=1)]  # <--
# %%
X, y = df.drop(columns=["churned"]), df["churned"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
model = LogisticRegression().fit(X_train, y_train)
print(model.score(X_test, y_test))
""",
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

def clean(table):
    usage = table.groupby("user")["minutes"].agg(["mean", "max"])  # <--
    table = table.merge(usage, on="user", how="left")
    return table.apply(lambda column: column.fillna(column.mode()[0]))  # <--

df = clean(pd.read_csv("customers.csv"))
# %%
X, y = df.drop(columns=["churned"]), df["churned"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
model = LogisticRegression().fit(X_train, y_train)
print(model.score(X_test, y_test))
""",
]
GOOD = [
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
df = pd.read_csv("customers.csv")
# %%
X, y = df.drop(columns=["churned"]), df["churned"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
mean = X_train["age"].mean()
X_train["age"] = X_train["age"].fillna(mean)
X_test["age"] = X_test["age"].fillna(mean)
model = LogisticRegression().fit(X_train, y_train)
print(model.score(X_test, y_test))
""",
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
df = pd.read_csv("customers.csv")
print(df["age"].mean(), df.isna().sum())
df["age"].value_counts().plot()
df.describe()
X, y = df.drop(columns=["churned"]), df["churned"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
model = LogisticRegression().fit(X_train, y_train)
print(model.score(X_test, y_test))
""",
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
df = pd.read_csv("customers.csv")
df["age"] = df["age"].fillna(0)
df["plan"] = df["plan"].fillna("none")
df["band"] = pd.cut(df["age"], bins=[0, 18, 65, 120], labels=False)
df["old"] = df["age"].clip(upper=90) / 100
df = df.dropna().drop_duplicates()
X, y = df.drop(columns=["churned"]), df["churned"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
model = LogisticRegression().fit(X_train, y_train)
print(model.score(X_test, y_test))
""",
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
df = pd.read_csv("customers.csv")
months = ["jan", "feb", "mar"]
df["total"] = df[months].sum(axis=1)
df["mean"] = df[months].mean(axis=1)
df["ratio"] = df["jan"] / df["total"]
df["name"] = df["name"].str.len()
X, y = df.drop(columns=["churned"]), df["churned"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
model = LogisticRegression().fit(X_train, y_train)
print(model.score(X_test, y_test))
""",
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
df = pd.read_csv("customers.csv")
df["churned"] = (df["minutes"] < df["minutes"].median()).astype(int)
df = df.drop(columns=["minutes"])
X, y = df.drop(columns=["churned"]), df["churned"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
model = LogisticRegression().fit(X_train, y_train)
print(model.score(X_test, y_test))
""",
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
df = pd.read_csv("customers.csv")
missing = df.isna().mean()
df = df.drop(columns=missing[missing > 0.5].index)
df["last"] = df["paid"].ffill()
df["change"] = df["paid"].diff()
X, y = df.drop(columns=["churned"]), df["churned"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
model = LogisticRegression().fit(X_train, y_train)
print(model.score(X_test, y_test))
""",
    """
import numpy as np
import pandas as pd
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeRegressor
df = pd.read_csv("customers.csv")
X, y = df.drop(columns=["spend"]), df["spend"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
# %%
class Bagging:
    def fit(self, X, y):
        self.trees = [DecisionTreeRegressor(random_state=i).fit(X, y) for i in range(9)]
        return self

    def predict(self, X):
        return np.mean(np.array([tree.predict(X) for tree in self.trees]), axis=0)

bagging = Bagging().fit(X_train, y_train)
print(mean_absolute_error(y_test, bagging.predict(X_test)))
# %%
trees = [DecisionTreeRegressor(random_state=i).fit(X_train, y_train) for i in range(9)]
guess = np.array([tree.predict(X_test) for tree in trees]).mean(axis=0)
print(mean_absolute_error(y_test, guess))
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    for early in facts.learnt_early:
        if early.by == "call" and early.learns in ("statistics", "vocabulary"):
            yield facts.finding(
                early.learn.place,
                f"`{early.learn.what}` is taken over rows that the model is judged on: split, then "
                "take it from the training rows and apply it to the others",
                confidence=early.confidence,
                severity="info" if early.inner else None,
                evidence=early.path,
                fix=early.fix,
            )
