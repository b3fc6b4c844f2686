"""Everything in one flow.

Loading, cleaning, features, training, evaluation and saving stand one after the other at the
top level of the notebook, in no function. Nothing can be tested, run again or replaced on its
own: a production run has to start from the beginning after every failure, and a nightly job
cannot retrain without loading and plotting anew. The same holds for one cell that does three or
more of these at once.

Make each stage a function (load, validate, make features, train, evaluate, save) with its inputs
as arguments, and let an orchestrator (Airflow, Kubeflow, DVC) run them as steps. Splitting,
explaining and plotting are not counted as stages. It is information, and a warning where the
model is saved or deployed. A notebook that calls a module of the project is left alone. Source:
the article's ad hoc scripts instead of stages, and the literature on pipeline jungles.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "PIPE901", "info"
BAD = [
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
churn = pd.read_csv("churn.csv")
churn = churn.dropna()
# %%
model = LogisticRegression().fit(churn[["calls"]], churn["left"])  # <--
# %%
print(model.score(churn[["calls"]], churn["left"]))
""",
    """
import joblib
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.preprocessing import StandardScaler
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
df = pd.read_excel("loans.xlsx")
# %%
X_train, X_test, y_train, y_test = train_test_split(df[["a"]], df["b"], random_state=0)
scaler = StandardScaler().fit(X_train)
# %%
rf = RandomForestClassifier(random_state=0)
rf.fit(scaler.transform(X_train), y_train)  # <--
joblib.dump(rf, "rf.joblib")
# %%
print(accuracy_score(y_test, rf.predict(scaler.transform(X_test))))
""",
    """
import pandas as pd
from xgboost import XGBRegressor

def show(frame):
    frame.plot()

# %%
data = pd.read_parquet("trips.parquet")
data = data.drop_duplicates()
model = XGBRegressor().fit(data[["km"]], data["fare"])  # <--
""",
    """
from sklearn.datasets import load_wine
from sklearn.model_selection import cross_val_score
from sklearn.svm import SVC
X, y = load_wine(return_X_y=True)
print(cross_val_score(SVC(), X, y).mean())  # <--
""",
    """
import pandas as pd
from sklearn.linear_model import Ridge

def rows():
    return pd.read_csv("a.csv")

# %%
table = rows().fillna(0)
line = Ridge()
line.fit(table[["x"]], table["y"])  # <--
table["p"] = line.predict(table[["x"]])
table.to_csv("p.csv")
""",
]
GOOD = [
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression

def load(path):
    return pd.read_csv(path).dropna()

def train(churn):
    return LogisticRegression().fit(churn[["calls"]], churn["left"])

def evaluate(model, churn):
    return model.score(churn[["calls"]], churn["left"])

# %%
churn = load("churn.csv")
model = train(churn)
print(evaluate(model, churn))
""",
    """
import pandas as pd
data = pd.read_csv("a.csv")
data = data.dropna().drop_duplicates()
data = pd.get_dummies(data)
data.to_csv("b.csv")
""",
    """
# %% [file features.py]
def make(frame):
    return frame
# %% [file pyproject.toml]
# %%
import joblib
import pandas as pd
from sklearn.linear_model import Ridge
from features import make
frame = make(pd.read_csv("a.csv")).dropna()
line = Ridge().fit(frame[["x"]], frame["y"])
print(line.score(frame[["x"]], frame["y"]))
""",
    """
import matplotlib.pyplot as plt
import pandas as pd
import shap
from sklearn.linear_model import Ridge
from sklearn.model_selection import train_test_split
frame = pd.read_csv("a.csv")
# %%
train, test = train_test_split(frame, random_state=0)
# %%
line = Ridge().fit(train[["x"]], train["y"])
values = shap.Explainer(line, train[["x"]])(test[["x"]])
plt.plot(test["x"], line.predict(test[["x"]]))
""",
    """
import pandas as pd
from sklearn.linear_model import Ridge

def train(frame):
    line = Ridge().fit(frame[["x"]], frame["y"])
    print(line.score(frame[["x"]], frame["y"]))
    return line

# %%
frame = pd.read_csv("a.csv")
# %%
frame = frame.dropna()
# %%
line = train(frame)
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    if facts.training != "yes":
        return
    flow = facts.flow
    if flow is None:
        return
    stages = ", ".join(flow.stages)
    where = f"cell {flow.cell} does" if flow.cell else "no function holds the stages"
    yield facts.finding(
        facts.training_place,
        f"{where} `{stages}`: make each stage a function, so that it can be tested and rerun alone",
        severity="warning" if facts.saves or facts.deploys or facts.servers else None,
        evidence=flow.places,
        fix=facts.generated("pipeline", "Make it a project of step functions"),
    )
