"""Search by hand.

A loop tries settings or models, trains each and prints or collects the scores. Which setting
gave which score is lost with the output, and the search cannot be resumed or compared. Open a
nested tracker run for each combination and log its settings and its score, or use a search
class (`GridSearchCV`, Optuna).

Where the body of two nested loops over settings was left out, the loops alone are reported.

Source: the paper's part on manual experimentation and tracking.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "TRK202", "warning"
BAD = [
    """
from sklearn.ensemble import RandomForestClassifier
for depth in [2, 4, 8]:  # <--
    model = RandomForestClassifier(max_depth=depth, random_state=0)
    model.fit(X_train, y_train)
    print(depth, model.score(X_test, y_test))
""",
    """
from sklearn.svm import SVC
from sklearn.neighbors import KNeighborsClassifier
scores = {}
for model in [SVC(), KNeighborsClassifier()]:  # <--
    model.fit(X_train, y_train)
    scores[type(model).__name__] = model.score(X_test, y_test)
""",
    """
learning_rates = [0.1, 0.01, 0.001]
layers = [1, 2, 3]
for learning_rate in learning_rates:  # <--
    for num_layers in layers:
        # build the network and note its accuracy
""",
    """
from itertools import product
from sklearn.model_selection import cross_val_score
from sklearn.svm import SVC

def trial(c, kernel):
    return cross_val_score(SVC(C=c, kernel=kernel), X, y).mean()

results = []
for c, kernel in product([1, 10], ["rbf", "linear"]):  # <--
    results.append((c, kernel, trial(c, kernel)))
""",
    """
from sklearn.neighbors import KNeighborsClassifier
scores = [KNeighborsClassifier(n_neighbors=k).fit(X, y).score(A, b) for k in range(1, 9)]  # <--
""",
    """
import torch
from torch import nn
from torchmetrics.classification import BinaryAUROC
history = {}
for lr in [3e-2, 1e-2, 3e-3]:  # <--
    net = nn.Sequential(nn.Linear(8, 1))
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    for step in range(500):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(net(X), y)
        loss.backward()
        optimizer.step()
    auc = BinaryAUROC()(net(A), b)
    history[lr] = float(auc)
""",
]
GOOD = [
    """
import mlflow
from sklearn.ensemble import RandomForestClassifier
for depth in [2, 4, 8]:
    with mlflow.start_run(nested=True):
        model = RandomForestClassifier(max_depth=depth, random_state=0)
        model.fit(X_train, y_train)
        mlflow.log_param("depth", depth)
        mlflow.log_metric("accuracy", model.score(X_test, y_test))
""",
    """
from sklearn.model_selection import GridSearchCV
from sklearn.svm import SVC
search = GridSearchCV(SVC(), {"C": [1, 10]}).fit(X, y)
print(search.best_score_)
""",
    """
from sklearn.linear_model import LogisticRegression
for seed in range(5):
    model = LogisticRegression(solver="saga", random_state=seed).fit(X_train, y_train)
    print(model.score(X_test, y_test))
for path in ["north.csv", "south.csv"]:
    model = LogisticRegression().fit(load(path), y)
    print(path, model.score(X_test, y_test))
""",
    """
import torch
from torch import nn
net = nn.Sequential()
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
for epoch in range(3):
    loss = net(X).sum()
    loss.backward()
    optimizer.step()
    print(epoch, loss)
""",
    """
from sklearn.cluster import KMeans
for k in [2, 3, 4]:
    print(k, KMeans(n_clusters=k, random_state=0).fit(X).inertia_)
""",
    """
from sklearn.model_selection import KFold
from sklearn.svm import SVC
for train, test in KFold(5).split(X):
    model = SVC().fit(X[train], y[train])
    print(model.score(X[test], y[test]))
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    if facts.tutorial:
        return
    for sweep in facts.sweeps:
        names = ", ".join(f"`{name}`" for name in sweep.targets)
        yield facts.finding(
            sweep.place,
            f"a search over {names} by hand: log each run to a tracker, or use a search class",
            confidence=sweep.confidence,
            evidence=sweep.inner,
            fix=facts.recorded_sweep(sweep),
        )
