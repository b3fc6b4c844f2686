"""No rows held out.

A model is trained and then saved, registered, served, or used for a submission, and nothing in
the notebook scores it on rows that it was not fitted on: no split, no cross-validation, no
out-of-bag estimate. Nobody knows how good it is, and nobody will notice when it gets worse.
Split the rows, or cross-validate, and keep the score beside the model. The final fit on all rows
is fine once its settings were judged before.

Said once a notebook. Source: the literature on leakage; the article's part on tests that pass
while the model does not generalise.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "LEAK708", "warning"
BAD = [
    """
import joblib
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
frame = pd.read_csv("customers.csv")
model = RandomForestClassifier(random_state=0)
model.fit(frame[["calls", "months"]], frame["left"])  # <--
# %%
joblib.dump(model, "churn.joblib")
""",
    """
import pandas as pd
from sklearn.linear_model import Ridge
train, test = pd.read_csv("train.csv"), pd.read_csv("test.csv")
model = Ridge().fit(train[["area"]], train["price"])  # <--
found = pd.DataFrame({"id": test["id"]})
found["price"] = model.predict(test[["area"]])
found.to_csv("submission.csv", index=False)
""",
    """
from tensorflow import keras
net = keras.Sequential([keras.layers.Dense(8), keras.layers.Dense(1)])
net.compile("adam", "mse")
history = net.fit(X, y, epochs=20)  # <--
print(history.history["loss"][-1])
net.save("net.keras")
""",
    """
import torch
from torch import nn
net = nn.Linear(3, 1)
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
for _ in range(100):
    optimizer.zero_grad()
    loss = nn.MSELoss()(net(X), y)
    loss.backward()  # <--
    optimizer.step()
torch.save(net.state_dict(), "net.pt")
""",
    """
import mlflow
import xgboost
with mlflow.start_run():
    booster = xgboost.train({"eta": 0.1}, xgboost.DMatrix(X, y), 100)  # <--
    mlflow.xgboost.log_model(booster, name="demand")
""",
    """
from flask import Flask, jsonify, request
from sklearn.svm import SVC
model = SVC().fit(X, y)  # <--
app = Flask("scores")

@app.route("/predict", methods=["POST"])
def predict():
    return jsonify(model.predict([request.json["row"]]).tolist())
""",
]
GOOD = [
    """
import joblib
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split
frame = pd.read_csv("customers.csv")
train, test = train_test_split(frame, random_state=0)
model = RandomForestClassifier(random_state=0)
model.fit(train[["calls", "months"]], train["left"])
print(model.score(test[["calls", "months"]], test["left"]))
# %%
joblib.dump(model, "churn.joblib")
""",
    """
import joblib
from sklearn.linear_model import Ridge
from sklearn.model_selection import cross_val_score
print(cross_val_score(Ridge(alpha=2), X, y).mean())
model = Ridge(alpha=2).fit(X, y)
joblib.dump(model, "ridge.joblib")
""",
    """
import joblib
from sklearn.cluster import KMeans
model = KMeans(4, random_state=0).fit(X)
joblib.dump(model, "clusters.joblib")
""",
    """
import joblib
from sklearn.ensemble import RandomForestRegressor
model = RandomForestRegressor(oob_score=True, random_state=0).fit(X, y)
print(model.oob_score_)
joblib.dump(model, "forest.joblib")
""",
    """
from sklearn.linear_model import Ridge
model = Ridge().fit(X, y)
print(model.coef_)
""",
    """
from tensorflow import keras
net = keras.Sequential([keras.layers.Dense(1)])
net.compile("adam", "mse")
net.fit(X, y, epochs=20, validation_split=0.2)
net.save("net.keras")
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    found = facts.unjudged
    if found is not None and not facts.tutorial:
        yield facts.finding(
            found.fit.place,
            f"the model is {found.how} though no score on held-out rows exists: split or "
            "cross-validate before, and keep the score",
            confidence=0.8,
            evidence=(found.kept,),
        )
