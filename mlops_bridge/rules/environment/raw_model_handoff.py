"""Model handed over as a bare file.

A pickled model loads only with the library versions that wrote it, and nothing beside the file
says which those were: development and operations are disconnected. Log the model with a tracker
(`mlflow.sklearn.log_model` records its requirements), write the versions beside it, or pin the
library in the project.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "ENV106", "warning"
BAD = [
    """
import pickle
from sklearn.linear_model import LogisticRegression
model = LogisticRegression().fit([[0], [1]], [0, 1])
with open("churn.pkl", "wb") as file:
    pickle.dump(model, file)  # <--
""",
    """
import joblib
import pandas as pd
import sklearn
# fit the model on the customers
joblib.dump(model, "model.joblib")  # <--
""",
    """
import torch
from torch import nn

class Net(nn.Module):
    def forward(self, x):
        return x

net = Net()
torch.save(net, "net.pt")  # <--
""",
    """
import joblib
from sklearn.svm import SVC
from sklearn.preprocessing import StandardScaler
scaler = StandardScaler()
model = SVC()
model.fit(scaler.fit_transform(X), y)
joblib.dump({"scaler": scaler, "model": model}, "bundle.joblib")  # <--
""",
]
GOOD = [
    """
import mlflow
from sklearn.linear_model import LogisticRegression
model = LogisticRegression().fit([[0], [1]], [0, 1])
with mlflow.start_run():
    mlflow.sklearn.log_model(model, name="churn")
""",
    """
import torch
from torch import nn

class Net(nn.Module):
    def forward(self, x):
        return x

net = Net()
torch.save(net.state_dict(), "net.pt")
""",
    """
import pickle
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import OneHotEncoder
model = LogisticRegression().fit([[0], [1]], [0, 1])
encoder = OneHotEncoder().fit([["a"], ["b"]])
with open("encoder.pkl", "wb") as file:
    pickle.dump(encoder, file)
with open("cache.pkl", "wb") as file:
    pickle.dump({"rows": 3}, file)
""",
    """
import joblib
import sklearn
from sklearn.svm import SVC
model = SVC().fit(X, y)
joblib.dump({"model": model, "sklearn_version": sklearn.__version__}, "bundle.joblib")
""",
    """
# %% [file requirements.txt]
scikit-learn==1.5.2
# %%
import joblib
from sklearn.svm import SVC
model = SVC().fit(X, y)
joblib.dump(model, "model.joblib")
""",
    """
import joblib
from sklearn.svm import SVC
model = SVC().fit(X, y)
joblib.dump(model, "model.joblib")
!pip freeze > versions.txt
""",
    """
# %% [file requirements.txt]
torch==2.4.1
# %%
import torch
from torch import nn

class Net(nn.Module):
    def forward(self, x):
        return x

net = Net()
torch.save(net, "net.pt")
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    for handoff in facts.handoffs:
        to = f" to `{handoff.path}`" if handoff.path else ""
        yield facts.finding(
            handoff.place,
            f"a model is dumped{to} and nothing records the versions it needs: log it with a "
            "tracker, or pin its library",
            confidence=0.9 if handoff.sure else 0.75,
            fix=facts.sidecar(handoff),
        )
