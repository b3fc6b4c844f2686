"""Fitted before the split.

A scaler, imputer, encoder or decomposition learns from all rows, and a model that uses its
output is judged on some of them: the score is better than the model will be. Split first, fit
the transformer on the training rows only and apply it to the others, or put it into a Pipeline,
which does so in cross-validation too.

Followed by rows, not by names: through column assignments, loops, local functions, concat of
train and test, folds, slices and masks.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "LEAK701", "warning"
BAD = [
    """
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
scaler = StandardScaler()
# %%
X = scaler.fit_transform(X)  # <--
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
# %%
model = LogisticRegression().fit(X_train, y_train)
print(model.score(X_test, y_test))
""",
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
frame = pd.read_csv("flights.csv")
for column in ["distance", "delay"]:
    frame[column] = StandardScaler().fit_transform(frame[[column]])  # <--
train, test = train_test_split(frame, random_state=0)
model = LogisticRegression().fit(train[["distance", "delay"]], train["late"])
print(model.score(test[["distance", "delay"]], test["late"]))
""",
    """
from sklearn.decomposition import PCA
from sklearn.model_selection import cross_val_score
from sklearn.svm import SVC
reduced = PCA(3).fit_transform(X)  # <--
print(cross_val_score(SVC(), reduced, y).mean())
""",
    """
from sklearn.model_selection import KFold
from sklearn.preprocessing import MinMaxScaler
from sklearn.svm import SVC
scaled = MinMaxScaler().fit_transform(X)  # <--
for train, test in KFold(5).split(X):
    model = SVC().fit(scaled[train], y[train])
    print(model.score(scaled[test], y[test]))
""",
    """
import pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.metrics import mean_absolute_error
from sklearn.linear_model import Ridge
train, test = pd.read_csv("train.csv"), pd.read_csv("test.csv")
both = pd.concat([train, test])
imputer = SimpleImputer().fit(both[["size"]])  # <--
model = Ridge().fit(imputer.transform(train[["size"]]), train["price"])
print(mean_absolute_error(test["price"], model.predict(imputer.transform(test[["size"]]))))
""",
    """
from sklearn.linear_model import Ridge
from sklearn.preprocessing import RobustScaler

def prepare(table):
    scaler = RobustScaler()
    return scaler.fit_transform(table)  # <--

values = prepare(table)
train, test = values[:800], values[800:]
model = Ridge().fit(train, y[:800])
print(model.score(test, y[800:]))
""",
    """
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import Ridge
from sklearn.preprocessing import OneHotEncoder, StandardScaler
frame = pd.read_csv("flights.csv")
prepare = ColumnTransformer([("n", StandardScaler(), ["km"]), ("c", OneHotEncoder(), ["from"])])
features = prepare.fit_transform(frame)  # <--
old = frame.year < 2020
model = Ridge().fit(features[old], frame.delay[old])
print(model.score(features[~old], frame.delay[~old]))
""",
    """
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.preprocessing import StandardScaler
frame = pd.read_csv("flights.csv")
frame[["km"]] = StandardScaler().fit_transform(frame[["km"]])  # <--
train = frame.sample(frac=0.8, random_state=1)
test = frame.drop(train.index)
model = Ridge().fit(train[["km"]], train["delay"])
print(model.score(test[["km"]], test["delay"]))
""",
]
GOOD = [
    """
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
scaler = StandardScaler()
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
X_train = scaler.fit_transform(X_train)
X_test = scaler.transform(X_test)
# %%
model = LogisticRegression().fit(X_train, y_train)
print(model.score(X_test, y_test))
""",
    """
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler, Normalizer, OrdinalEncoder
X = MinMaxScaler().fit_transform(X)
plot(X)
# %%
X = Normalizer().fit_transform(frame[["a", "b"]])
X["c"] = OrdinalEncoder(categories=[["low", "high"]]).fit_transform(frame[["c"]])
X_train, X_test, y_train, y_test = train_test_split(X, frame.y, random_state=0)
model = LogisticRegression().fit(X_train, y_train)
print(model.score(X_test, y_test))
""",
    """
from sklearn.model_selection import cross_val_score, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import LabelEncoder, StandardScaler
from sklearn.svm import SVC
y = LabelEncoder().fit_transform(labels)
print(cross_val_score(make_pipeline(StandardScaler(), SVC()), X, y).mean())
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
model = make_pipeline(StandardScaler(), SVC()).fit(X_train, y_train)
print(model.score(X_test, y_test))
""",
    """
from sklearn.cluster import KMeans
from sklearn.preprocessing import StandardScaler
X = StandardScaler().fit_transform(X)
groups = KMeans(3, random_state=0).fit_predict(X)
""",
    """
from sklearn.model_selection import KFold
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
scaler = StandardScaler()
for train, test in KFold(5).split(X):
    model = SVC().fit(scaler.fit_transform(X[train]), y[train])
    print(model.score(scaler.transform(X[test]), y[test]))
""",
    """
from sklearn.linear_model import Ridge
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

def scale(table, scaler):
    return scaler.transform(table)

train, test, y_train, y_test = train_test_split(X, y, random_state=1)
scaler = StandardScaler().fit(train)
model = Ridge().fit(scale(train, scaler), y_train)
print(model.score(scale(test, scaler), y_test))
""",
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelEncoder
frame = pd.read_csv("people.csv")
frame["left"] = LabelEncoder().fit_transform(frame["left"])
X, y = frame.drop("left", axis=1), frame["left"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
model = LogisticRegression().fit(X_train, y_train)
print(model.score(X_test, y_test))
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    for early in facts.learnt_early:
        if early.by == "object" and early.learns in ("statistics", "vocabulary"):
            yield facts.finding(
                early.learn.place,
                f"`{early.learn.what}` learns from rows that the model is judged on: split first, "
                "then fit it on the training rows",
                confidence=early.confidence,
                severity="info" if early.inner else None,
                evidence=early.path,
                fix=early.fix,
            )
