# silent: TRK201
# %% [file experiment.py]
import mlflow


def record(name, params, scores):
    mlflow.set_experiment(name)
    with mlflow.start_run():
        mlflow.log_params(params)
        mlflow.log_metrics(scores)
# %%
import pandas as pd
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split
from sklearn.svm import SVR

from experiment import record
# %%
houses = pd.read_csv("houses.csv").dropna()
X, y = houses[["sqm", "rooms", "floor"]], houses["price"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=7)
svr = SVR(C=30.0).fit(X_train, y_train)
r2 = r2_score(y_test, svr.predict(X_test))
record("houses", svr.get_params(), {"r2": r2})
