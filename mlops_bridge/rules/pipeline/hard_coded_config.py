"""Settings written into calls.

The paths, split sizes and hyper-parameters of a model that goes to production are literals in
the middle of calls. Another data set, a nightly run or a second trial needs an edit of the code,
the same value stands in two places that drift apart, and no record says with which settings a
model came out. Put them into one cell tagged `parameters` at the top, where papermill and
`nb2prod` can set them and a tracker can log them, or into a configuration object.

Zero, one and minus one, seeds, numbers of processes, verbosity and arguments of plots are not
settings in this sense. One finding a notebook, only where a trained model is saved or
registered. Source: the article's ad hoc scripts, and the literature on configuration debt.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "PIPE902", "info"
BAD = [
    """
import joblib
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
churn = pd.read_csv("churn.csv")  # <--
forest = RandomForestClassifier(n_estimators=300, random_state=0)
forest.fit(churn[["calls"]], churn["left"])
joblib.dump(forest, "forest.joblib")
""",
    """
import pickle
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split
from sklearn.svm import SVC
X, y = load_wine(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=1)  # <--
model = SVC(C=10).fit(X_train, y_train)
with open("model.pkl", "wb") as file:
    pickle.dump(model, file)
""",
    """
import mlflow
import pandas as pd
from xgboost import XGBRegressor

def train():
    trips = pd.read_parquet("data/trips.parquet")  # <--
    model = XGBRegressor(max_depth=6, learning_rate=0.05)
    return model.fit(trips[["km"]], trips["fare"])

mlflow.sklearn.log_model(train(), name="fares")
""",
    """
from sklearn.datasets import load_digits
from sklearn.ensemble import GradientBoostingClassifier
import joblib
X, y = load_digits(return_X_y=True)
first = GradientBoostingClassifier(max_depth=3, random_state=0).fit(X, y)  # <--
second = GradientBoostingClassifier(max_depth=3, random_state=1).fit(X, y)
joblib.dump([first, second], path)
""",
    """
from tensorflow import keras
model = keras.Sequential([keras.layers.Dense(1)])
model.compile(loss="mse")
model.fit(X, y, epochs=20, batch_size=64)  # <--
model.save("model.keras")
""",
]
GOOD = [
    """
PATH = "churn.csv"
N_ESTIMATORS = 300
OUTPUT_PATH = "forest.joblib"
import joblib
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
churn = pd.read_csv(PATH)
forest = RandomForestClassifier(n_estimators=N_ESTIMATORS, random_state=0)
forest.fit(churn[["calls"]], churn["left"])
joblib.dump(forest, OUTPUT_PATH)
""",
    """
# %% tags=["parameters"]
trees = 300
# %%
import joblib
from sklearn.ensemble import RandomForestClassifier
forest = RandomForestClassifier(n_estimators=trees, max_depth=5, random_state=0).fit(X, y)
joblib.dump(forest, "forest.joblib")
""",
    """
import joblib
from sklearn.ensemble import RandomForestClassifier
params = {"n_estimators": 300, "max_depth": 5}
forest = RandomForestClassifier(**params, min_samples_leaf=4, random_state=0).fit(X, y)
joblib.dump(forest, "forest.joblib")
""",
    """
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
churn = pd.read_csv("churn.csv")
forest = RandomForestClassifier(n_estimators=300, random_state=0)
forest.fit(churn[["calls"]], churn["left"])
print(forest.score(churn[["calls"]], churn["left"]))
""",
    """
import joblib
import matplotlib.pyplot as plt
from sklearn.linear_model import LogisticRegression
plt.figure(figsize=(12, 8))
model = LogisticRegression(random_state=42, n_jobs=4, verbose=2, C=1).fit(X, y)
joblib.dump(model, target)
""",
    """
import argparse
import joblib
from sklearn.svm import SVC
known = argparse.ArgumentParser().parse_args([])
model = SVC(C=known.c, gamma=0.3, degree=4).fit(X, y)
joblib.dump(model, "svc.joblib")
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    found = facts.settings
    if len(found) < 2:
        return
    first = ", ".join(f"`{setting.name}={setting.text}`" for setting in found[:3])
    more = f" and {len(found) - 3} more" if len(found) > 3 else ""
    yield facts.finding(
        found[0].place,
        f"{first}{more}: settings of a model that is kept stand inside calls: "
        "put them into a cell tagged `parameters`",
        evidence=[setting.place for setting in found[1:]],
        fix=facts.lifted,
    )
