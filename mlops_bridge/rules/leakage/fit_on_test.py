"""Fitted on the test rows.

A scaler, encoder, decomposition or resampler is fitted on the very rows that judge the model,
apart from what it learnt from the training rows. The test rows then lie in another scale than
those the model knows, and their own statistics take part in the score. In production one row
comes at a time, and there is nothing to fit on. Call `transform` with the object that was fitted
on the training rows, or put both into a Pipeline. Resample the training rows only.

Source: the literature on leakage in preprocessing.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "LEAK705", "error"
BAD = [
    """
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
scaler = StandardScaler()
X_train = scaler.fit_transform(X_train)
X_test = scaler.fit_transform(X_test)  # <--
model = LogisticRegression().fit(X_train, y_train)
print(model.score(X_test, y_test))
""",
    """
import pandas as pd
from sklearn.decomposition import PCA
from sklearn.metrics import mean_absolute_error
from sklearn.svm import SVR
train, test = pd.read_csv("houses_2022.csv"), pd.read_csv("houses_2023.csv")
columns = ["rooms", "area", "year"]
model = SVR().fit(PCA(2).fit_transform(train[columns]), train["price"])
reduced = PCA(2).fit_transform(test[columns])  # <--
print(mean_absolute_error(test["price"], model.predict(reduced)))
""",
    """
from sklearn.model_selection import KFold
from sklearn.preprocessing import MinMaxScaler
from sklearn.svm import SVC
for train, test in KFold(5).split(X):
    scaler = MinMaxScaler().fit(X[train])
    model = SVC().fit(scaler.transform(X[train]), y[train])
    print(model.score(MinMaxScaler().fit_transform(X[test]), y[test]))  # <--
""",
    """
from imblearn.over_sampling import SMOTE
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
smote = SMOTE(random_state=0)
X_train, y_train = smote.fit_resample(X_train, y_train)
X_test, y_test = smote.fit_resample(X_test, y_test)  # <--
model = RandomForestClassifier(random_state=0).fit(X_train, y_train)
print(f1_score(y_test, model.predict(X_test)))
""",
    """
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import Ridge
from sklearn.model_selection import train_test_split

def vectors(texts):
    return TfidfVectorizer(max_features=500).fit_transform(texts)  # <--

train, test = train_test_split(reviews, random_state=0)
model = Ridge().fit(vectors(train["text"]), train["stars"])
print(model.score(vectors(test["text"]), test["stars"]))
""",
]
GOOD = [
    """
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
scaler = StandardScaler()
X_train = scaler.fit_transform(X_train)
X_test = scaler.transform(X_test)
model = LogisticRegression().fit(X_train, y_train)
print(model.score(X_test, y_test))
""",
    """
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
model = make_pipeline(StandardScaler(), LogisticRegression()).fit(X_train, y_train)
print(model.score(X_test, y_test))
""",
    """
import matplotlib.pyplot as plt
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
model = LogisticRegression().fit(X_train, y_train)
print(model.score(X_test, y_test))
points = PCA(2).fit_transform(X_test)
plt.scatter(points[:, 0], points[:, 1], c=y_test)
""",
    """
from sklearn.linear_model import Ridge
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
scaler = StandardScaler().fit(X_train)
model = Ridge().fit(scaler.transform(X_train), y_train)
print(model.score(scaler.transform(X_test), y_test))
final = Ridge().fit(StandardScaler().fit_transform(X), y)
""",
    """
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

def prepare(table, scaler=None):
    if scaler is None:
        scaler = StandardScaler().fit(table)
    return scaler.transform(table), scaler

X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
X_train, scaler = prepare(X_train)
X_test, _ = prepare(X_test, scaler)
print(SVC().fit(X_train, y_train).score(X_test, y_test))
""",
    """
from sklearn.linear_model import Ridge
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import Normalizer, PolynomialFeatures
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
X_train = Normalizer().fit_transform(PolynomialFeatures(2).fit_transform(X_train))
X_test = Normalizer().fit_transform(PolynomialFeatures(2).fit_transform(X_test))
print(Ridge().fit(X_train, y_train).score(X_test, y_test))
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    for peek in facts.peeks:
        yield facts.finding(
            peek.learn.place,
            f"`{peek.learn.what}` is fitted on the test rows: apply the one that was fitted on the "
            "training rows (`transform`)",
            confidence=peek.confidence,
            evidence=peek.path,
            fix=peek.fix,
        )
