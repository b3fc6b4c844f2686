"""No model card.

A model is registered or saved for use, and nothing says what it is for, which data it was
trained on, where it should not be used and who answers for it. Whoever finds the file later uses
it for people and cases that it never saw. Write a short card beside the model (`MODEL_CARD.md`),
or a description in the registry: intended use, data, scores by group, limits, owner.

A card in the project, a description in the registry, or two of these points in the notebook's
own text are enough; so is a tracked run for a model that is not registered.

Source: the paper's parts on ethics and on governance.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "ETH504", "info"
BAD = [
    """
import joblib
from sklearn.linear_model import LogisticRegression
model = LogisticRegression().fit(X_train, y_train)
joblib.dump(model, "churn.joblib")  # <--
""",
    """
# %% [file requirements.txt]
scikit-learn==1.5.2
# %% [markdown]
# Churn
Clean the table, then fit.
# %%
import pickle
from sklearn.svm import SVC
clf = SVC(C=2)
clf.fit(X_train, y_train)
# %%
with open("models/clf.pkl", "wb") as f:
    pickle.dump(clf, f)  # <--
""",
    """
import mlflow
from sklearn.linear_model import Ridge
with mlflow.start_run():
    reg = Ridge().fit(X_train, y_train)
    mlflow.log_metric("r2", reg.score(X_test, y_test))
    mlflow.sklearn.log_model(reg, "m", registered_model_name="prices")  # <--
""",
    """
from tensorflow import keras
net = keras.Sequential([keras.layers.Dense(1)])
net.compile(loss="mse")
net.fit(X_train, y_train, epochs=3)
net.save("net.keras")  # <--
""",
    """
import xgboost as xgb
booster = xgb.XGBClassifier(n_estimators=50)
booster.fit(X_train, y_train)
booster.save_model("scoring.json")  # <--
""",
]
GOOD = [
    """
# %% [file MODEL_CARD.md]
# Churn
Ranks customers for a call; trained on 2023; not for prices. Owner: the retention team.
# %%
import joblib
from sklearn.linear_model import LogisticRegression
model = LogisticRegression().fit(X_train, y_train)
joblib.dump(model, "churn.joblib")
""",
    """
# %% [file requirements.txt]
scikit-learn==1.5.2
# %% [markdown]
Intended use: rank customers. Trained on the table of 2023. Limits: no business customers.
# %%
import joblib
from sklearn.linear_model import LogisticRegression
joblib.dump(LogisticRegression().fit(X_train, y_train), "churn.joblib")
""",
    """
import mlflow
from sklearn.linear_model import Ridge
with mlflow.start_run():
    reg = Ridge().fit(X_train, y_train)
    mlflow.sklearn.log_model(reg, "m")
""",
    """
import mlflow
from sklearn.linear_model import Ridge
reg = Ridge().fit(X_train, y_train)
mlflow.sklearn.log_model(reg, "m", registered_model_name="prices")
client = mlflow.MlflowClient()
client.update_registered_model("prices", description="Prices of flats; owner: valuation team")
""",
    """
# %% [markdown]
A walk through saving and loading.
# %%
import joblib
from sklearn.linear_model import LogisticRegression
joblib.dump(LogisticRegression().fit(X, y), "model.joblib")
""",
    """
import joblib
from sklearn.preprocessing import StandardScaler
from sklearn.linear_model import LogisticRegression
scaler = StandardScaler().fit(X_train)
model = LogisticRegression().fit(scaler.transform(X_train), y_train)
joblib.dump(scaler, "scaler.joblib")
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    if facts.training != "yes" or facts.in_tests:
        return
    place = facts.uncarded
    if place is not None:
        yield facts.finding(
            place,
            "the model goes into use, and nothing says what it is for: add a model card "
            "(use, data, limits, owner)",
            confidence=0.8,
            fix=facts.generated("model-card", "Write `MODEL_CARD.md` with what the notebook says"),
        )
