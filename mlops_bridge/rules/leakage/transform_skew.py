"""Prepared for training, not for prediction.

The model is fitted on rows that went through a scaler, encoder or decomposition, and predicts or
is scored on rows that did not, or that went through another object of that class with statistics
of its own. The numbers then mean something else than those the model learnt from. It is the most
common fault between a notebook and its service. Apply the same fitted object before every
prediction; better, put it into a Pipeline with the model and save both as one.

For a tree beside a scaler only a warning: it hardly matters there, until the model changes.
Source: the paper's table of what to monitor (the same features in training and in serving).
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "LEAK712", "error"
BAD = [
    """
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
scaler = StandardScaler()
scaled = scaler.fit_transform(X_train)
model = LogisticRegression().fit(scaled, y_train)
print(model.score(X_test, y_test))  # <--
""",
    """
import pandas as pd
from sklearn.preprocessing import RobustScaler
from sklearn.svm import SVR
from flask import Flask, jsonify, request
houses = pd.read_csv("houses.csv")
scaler = RobustScaler().fit(houses[["area"]])
model = SVR().fit(scaler.transform(houses[["area"]]), houses["price"])
app = Flask("prices")

@app.route("/predict", methods=["POST"])
def predict():
    row = pd.DataFrame([request.get_json()])
    return jsonify(float(model.predict(row)[0]))  # <--
""",
    """
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.preprocessing import MinMaxScaler
may, june = pd.read_csv("may.csv"), pd.read_csv("june.csv")
model = Ridge().fit(MinMaxScaler().fit_transform(may[["flow"]]), may["yield"])
june["expected"] = model.predict(MinMaxScaler().fit_transform(june[["flow"]]))  # <--
""",
    """
import numpy as np
from sklearn.decomposition import PCA
from sklearn.neighbors import KNeighborsClassifier
from sklearn.model_selection import train_test_split
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
pca = PCA(3).fit(X_train)
model = KNeighborsClassifier().fit(pca.transform(X_train), y_train)
print(model.score(pca.transform(X_test), y_test))
print(model.predict([[5.1, 3.5, 1.4, 0.2]]))  # <--
""",
    """
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
X_train_scaled = StandardScaler().fit_transform(X_train)
forest = RandomForestClassifier(random_state=0).fit(X_train_scaled, y_train)
labels = forest.predict(X_test)  # <--
print(accuracy_score(y_test, labels))
""",
]
GOOD = [
    """
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
scaler = StandardScaler()
scaled = scaler.fit_transform(X_train)
model = LogisticRegression().fit(scaled, y_train)
print(model.score(scaler.transform(X_test), y_test))
""",
    """
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
model = make_pipeline(StandardScaler(), SVC()).fit(X_train, y_train)
print(model.score(X_test, y_test), model.predict([[1.0, 2.0]]))
""",
    """
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
scaler = StandardScaler().fit(X_train)
linear = LogisticRegression().fit(scaler.transform(X_train), y_train)
print(linear.score(scaler.transform(X_test), y_test))
forest = RandomForestClassifier(random_state=0).fit(X_train, y_train)
print(forest.score(X_test, y_test))
""",
    """
import numpy as np
from sklearn.linear_model import Ridge
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import Normalizer
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
model = Ridge().fit(Normalizer().fit_transform(np.log1p(X_train)), y_train)
print(model.score(Normalizer().fit_transform(np.log1p(X_test)), y_test))
""",
    """
from sklearn.linear_model import Ridge
from sklearn.preprocessing import StandardScaler
scaler = StandardScaler().fit(X)
model = Ridge().fit(scaler.transform(X), y)

def predict(rows):
    return model.predict(prepare_rows(rows))

def price(row):
    return model.predict(scaler.transform([row]))
""",
    """
from sklearn.cluster import KMeans
from sklearn.preprocessing import StandardScaler
groups = KMeans(3, random_state=0).fit(StandardScaler().fit_transform(X))
print(groups.predict(X))
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    peeked = {peek.learn.place for peek in facts.peeks}
    for skew in facts.skews:
        if peeked and skew.again:
            continue  # fitted on the test rows: said there
        what = "another object than" if skew.again else "rows without"
        yield facts.finding(
            skew.call.place,
            f"the model predicts on {what} the `{skew.learn.what}` that its training rows went "
            "through: apply the same fitted object, or put it into a Pipeline",
            severity="warning" if skew.mild else None,
            evidence=skew.evidence,
        )
