"""Chosen on the test set.

Several models, settings, cut-offs or training lengths are compared by their score on rows that
were held out, and the best of these scores is what remains. Each look at the test rows fits the
choice to them a little more, so the score of the winner is too good, and no rows are left that
could tell by how much. Choose by cross-validation on the training rows, or on a validation part
of them, and score what was chosen once on the test rows.

An error where the choice is seen (a maximum, a sort, `if score > best`, early stopping on the test
rows); a warning where two models or more are scored on the same held-out rows and no others are
left untouched. Source: the literature on leakage and on data-science code.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "LEAK707", "error"
BAD = [
    """
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import train_test_split
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
# %%
models = {"linear": LogisticRegression(), "forest": RandomForestClassifier(random_state=0)}
scores = {}
for name, model in models.items():
    model.fit(X_train, y_train)
    scores[name] = accuracy_score(y_test, model.predict(X_test))  # <--
best = max(scores, key=scores.get)
""",
    """
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsRegressor
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
best, best_score = None, -1.0
for k in range(1, 30):
    model = KNeighborsRegressor(n_neighbors=k).fit(X_train, y_train)
    score = model.score(X_test, y_test)  # <--
    if score > best_score:
        best, best_score = model, score
""",
    """
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import train_test_split
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
# %%
linear = LogisticRegression().fit(X_train, y_train)
print("linear", linear.score(X_test, y_test))  # <--
# %%
forest = RandomForestClassifier(random_state=0).fit(X_train, y_train)
print("forest", forest.score(X_test, y_test))
""",
    """
import xgboost
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
model = xgboost.XGBClassifier(early_stopping_rounds=20)
model.fit(X_train, y_train, eval_set=[(X_test, y_test)])  # <--
print(roc_auc_score(y_test, model.predict_proba(X_test)[:, 1]))
""",
    """
from tensorflow import keras
from sklearn.model_selection import train_test_split
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
net = keras.Sequential([keras.layers.Dense(8), keras.layers.Dense(1)])
net.compile("adam", "mse")
stop = keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)
net.fit(X_train, y_train, epochs=100, validation_data=(X_test, y_test), callbacks=[stop])  # <--
print(net.evaluate(X_test, y_test))
""",
    """
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import train_test_split
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
# %%
import numpy as np
model = LogisticRegression().fit(X_train, y_train)
share = model.predict_proba(X_test)[:, 1]
cuts = np.arange(0.1, 0.9, 0.05)
f1 = [f1_score(y_test, share > cut) for cut in cuts]  # <--
print("best cut-off", cuts[np.argmax(f1)], max(f1))
""",
    """
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import train_test_split
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)

def evaluate(model):
    model.fit(X_train, y_train)
    return f1_score(y_test, model.predict(X_test))

first, second = LogisticRegression(C=1), LogisticRegression(C=10)
a, b = evaluate(first), evaluate(second)
chosen = first if a > b else second  # <--
""",
]
GOOD = [
    """
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import cross_val_score, train_test_split
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
# %%
models = {"linear": LogisticRegression(), "forest": RandomForestClassifier(random_state=0)}
scores = {}
for name, model in models.items():
    scores[name] = cross_val_score(model, X_train, y_train).mean()
best = models[max(scores, key=scores.get)].fit(X_train, y_train)
print(accuracy_score(y_test, best.predict(X_test)))
""",
    """
from sklearn.linear_model import Ridge
from sklearn.model_selection import train_test_split
X_rest, X_test, y_rest, y_test = train_test_split(X, y, random_state=0)
X_train, X_val, y_train, y_val = train_test_split(X_rest, y_rest, random_state=0)
found = {}
for alpha in [0.1, 1, 10]:
    found[alpha] = Ridge(alpha=alpha).fit(X_train, y_train).score(X_val, y_val)
final = Ridge(alpha=max(found, key=found.get)).fit(X_rest, y_rest)
print(final.score(X_test, y_test))
""",
    """
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import train_test_split
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
# %%
model = LogisticRegression().fit(X_train, y_train)
labels = model.predict(X_test)
print(accuracy_score(y_test, labels), f1_score(y_test, labels), model.score(X_test, y_test))
print("training", model.score(X_train, y_train))
""",
    """
import numpy as np
from sklearn.model_selection import KFold
from sklearn.svm import SVC
scores = []
for train, test in KFold(5).split(X):
    scores.append(SVC().fit(X[train], y[train]).score(X[test], y[test]))
print(np.mean(scores), max(scores))
""",
    """
import matplotlib.pyplot as plt
from tensorflow import keras
from sklearn.model_selection import train_test_split
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
net = keras.Sequential([keras.layers.Dense(1)])
net.compile("adam", "mse")
history = net.fit(X_train, y_train, epochs=10, validation_data=(X_test, y_test))
plt.plot(history.history["val_loss"])
print(net.evaluate(X_test, y_test))
""",
    """
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.svm import SVC
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
search = GridSearchCV(SVC(), {"C": [1, 10]}).fit(X_train, y_train)
print(search.best_params_, search.score(X_test, y_test))
""",
    """
import lightgbm
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
X_rest, X_test, y_rest, y_test = train_test_split(X, y, random_state=0)
X_train, X_val, y_train, y_val = train_test_split(X_rest, y_rest, random_state=0)
model = lightgbm.LGBMRegressor(n_estimators=5000)
model.fit(X_train, y_train, eval_set=[(X_val, y_val)], callbacks=[lightgbm.early_stopping(50)])
print(mean_absolute_error(y_test, model.predict(X_test)))
""",
    """
from sklearn.linear_model import Lasso, Ridge
from sklearn.model_selection import train_test_split
from yellowbrick.regressor import ResidualsPlot
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
for_ridge = ResidualsPlot(Ridge())
for_ridge.fit(X_train, y_train)
for_ridge.score(X_test, y_test)
for_ridge.show()
# %%
for_lasso = ResidualsPlot(Lasso())
for_lasso.fit(X_train, y_train)
for_lasso.score(X_test, y_test)
for_lasso.show()
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    for choice in facts.choices:
        evidence = (*([choice.chosen] if choice.chosen else []), *choice.others)[:6]
        if choice.what:
            yield facts.finding(
                choice.place,
                f"{choice.what} is chosen by the score on rows that also judge it: choose by "
                "cross-validation on the training rows, then score once on the test rows",
                confidence=choice.confidence,
                evidence=evidence,
            )
        else:
            yield facts.finding(
                choice.place,
                f"{choice.versions} models are scored on the same test rows, and none are left "
                "untouched: compare them by cross-validation on the training rows",
                confidence=choice.confidence,
                severity="warning",
                evidence=evidence,
            )
