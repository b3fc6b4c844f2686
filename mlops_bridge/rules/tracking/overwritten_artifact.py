"""Artifact that is written over.

A model or its scores are saved to the same path in every round of a loop, or under a name such
as `model_final.pkl` or `clf_v2.joblib`. What the path held before is gone, or a row of copies
grows of which nobody knows which one is in use, and there is no way back when the new one is
worse. Put the run, the commit or the setting into the path (`models/{run_id}/model.pkl`), or
register the model: a registry counts versions, and an alias says which one is live.

Saving the best model so far (`if score > best:`) and checkpoints to resume from are fine, and so
is a path that DVC tracks.

Source: the article's failure of a team that could not roll back, and the paper's part on manual
tracking.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "TRK205", "warning"
BAD = [
    """
import joblib
from sklearn.ensemble import RandomForestClassifier
for depth in [3, 5, 9]:
    model = RandomForestClassifier(max_depth=depth, random_state=0).fit(X_train, y_train)
    joblib.dump(model, "models/model.pkl")  # <--
""",
    """
import torch
from torch import nn
net = nn.Sequential(nn.Linear(8, 2))
optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
for epoch in range(20):
    for xb, yb in loader:
        loss = nn.functional.cross_entropy(net(xb), yb)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    torch.save(net.state_dict(), "net.pt")  # <--
""",
    """
import pickle
from sklearn.svm import SVC
clf = SVC(C=10).fit(X, y)
with open("clf_final.pkl", "wb") as f:
    pickle.dump(clf, f)  # <--
""",
    """
import xgboost as xgb
booster = xgb.XGBRegressor(n_estimators=300)
booster.fit(X_train, y_train)
booster.save_model("price-model-v2.json")  # <--
""",
    """
from tensorflow import keras
OUT = "artifacts"
for units in (16, 32):
    net = keras.Sequential([keras.layers.Dense(units), keras.layers.Dense(1)])
    net.compile(loss="mse")
    net.fit(X_train, y_train, epochs=5)
    net.save(OUT + "/net.keras")  # <--
""",
    """
import json
from sklearn.linear_model import Ridge
from sklearn.metrics import r2_score
for alpha in [0.1, 1.0]:
    fitted = Ridge(alpha=alpha).fit(X_train, y_train)
    with open("score.json", "w") as out:
        json.dump({"alpha": alpha, "r2": r2_score(y_test, fitted.predict(X_test))}, out)  # <--
""",
    """
import joblib
from pathlib import Path
from sklearn.linear_model import LogisticRegression
MODELS = Path("models")
model = LogisticRegression().fit(X, y)
joblib.dump(model, MODELS / "churn_latest.joblib")  # <--
""",
    """
import pickle
from sklearn.linear_model import Lasso

def store(model):
    with open("lasso.pkl", "wb") as f:
        pickle.dump(model, f)  # <--

for alpha in (0.01, 0.1):
    store(Lasso(alpha).fit(X, y))
""",
]
GOOD = [
    """
import joblib
from sklearn.ensemble import RandomForestClassifier
for depth in [3, 5, 9]:
    model = RandomForestClassifier(max_depth=depth, random_state=0).fit(X_train, y_train)
    joblib.dump(model, f"models/model_depth{depth}.pkl")
""",
    """
import torch
from torch import nn
net = nn.Sequential(nn.Linear(8, 2))
optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
best = float("inf")
for epoch in range(20):
    loss = nn.functional.cross_entropy(net(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if loss.item() < best:
        best = loss.item()
        torch.save(net.state_dict(), "net.pt")
    torch.save({"net": net.state_dict(), "optimizer": optimizer.state_dict()}, "last.ckpt")
""",
    """
import joblib
from datetime import datetime
from sklearn.svm import SVC
stamp = datetime.now().strftime("%Y%m%d-%H%M")
joblib.dump(SVC().fit(X, y), f"svc-{stamp}.joblib")
""",
    """
# %% [file dvc.yaml]
stages:
  train:
    cmd: papermill notebook.ipynb out.ipynb
    outs: [model_final.pkl]
# %%
import joblib
from sklearn.svm import SVC
joblib.dump(SVC().fit(X, y), "model_final.pkl")
""",
    """
import mlflow
import joblib
from sklearn.svm import SVC
model = SVC().fit(X, y)
joblib.dump(model, "model_latest.pkl")
mlflow.sklearn.log_model(model, "model", registered_model_name="churn")
""",
    """
import torch
from torchvision import models
model = models.mobilenet_v2()
torch.save(model.state_dict(), "mobilenet_v2.pth")
""",
    """
import joblib
from sklearn.svm import SVC
for name, part in frame.groupby("country"):
    model = SVC().fit(part[["a", "b"]], part["y"])
    joblib.dump(model, f"models/{name}.joblib")
frame.to_csv("data/customers_new.csv")
""",
    """
import pickle
import pandas as pd
from sklearn.svm import SVC
rows = []
for c in [1, 10]:
    model = SVC(C=c).fit(X, y)
    rows.append({"C": c, "score": model.score(A, b)})
    pd.DataFrame(rows).to_csv("scores.csv")
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    for over in facts.overwrites:
        if facts.project.versioning(over.path) in ("dvc", "lfs"):
            continue
        if over.why == "loop":
            message = (
                f"each round of the loop writes over `{over.path}`: "
                "put the round or the run into the path"
            )
        else:
            message = (
                f"`{over.path}` is a version by name only: put the run into the path, "
                "or register the model"
            )
        evidence = [over.loop] if over.loop is not None else []
        yield facts.finding(
            over.place, message, confidence=over.confidence, evidence=evidence, fix=over.fix
        )
