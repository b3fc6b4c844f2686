"""Model without a signature.

Nothing says which columns, of which types, the model takes: a route turns whatever a request
brings into a table, or a model is registered without a signature. When a client leaves a field
out, swaps two of them or sends text for a number, the model answers all the same, and wrongly.
Check the input at the border (a pydantic body, a pandera schema, a look at the columns), and log
models with `signature=infer_signature(X, model.predict(X))` or an `input_example`, so that
the server refuses what does not fit.

A model that is only saved needs none.

Source: the paper's part on deployment and monitoring, whose table begins with a changed schema.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "DEP404", "warning"
BAD = [
    """
import mlflow
from sklearn.linear_model import LogisticRegression
model = LogisticRegression().fit(X_train, y_train)
with mlflow.start_run():
    mlflow.sklearn.log_model(model, "model", registered_model_name="churn")  # <--
""",
    """
import pandas as pd
from flask import Flask, request, jsonify
app = Flask("scores")

@app.route("/predict", methods=["POST"])
def predict():
    payload = request.get_json()
    frame = pd.DataFrame(payload, index=[0])  # <--
    return jsonify({"score": float(model.predict(frame)[0])})

@app.route("/health")
def health():
    return "ok"
""",
    """
import numpy as np
from flask import Flask, request, render_template
app = Flask("prices")

@app.route("/predict", methods=["POST"])
def predict():
    features = [float(x) for x in request.form.values()]
    final = [np.array(features)]  # <--
    return render_template("index.html", price=regressor.predict(final)[0])
""",
    """
import mlflow
import mlflow.xgboost
from xgboost import XGBClassifier
booster = XGBClassifier(n_estimators=80)
booster.fit(train_x, train_y)
with mlflow.start_run() as run:
    mlflow.xgboost.log_model(booster, artifact_path="booster")  # <--
# %%
mlflow.register_model(f"runs:/{run.info.run_id}/booster", "booster")
""",
    """
from fastapi import FastAPI
app = FastAPI()

@app.post("/score")
def score(body: dict):
    row = [[body["age"], body["income"]]]
    return {"score": model.predict([body["age"], body["income"]])[0]}  # <--
""",
    """
import pandas as pd
from fastapi import FastAPI, Request
app = FastAPI()

@app.post("/predict")
async def predict(request: Request):
    data = await request.json()
    return {"labels": classifier.predict(pd.DataFrame(data["rows"])).tolist()}  # <--
""",
]
GOOD = [
    """
import mlflow
from sklearn.linear_model import LogisticRegression
model = LogisticRegression().fit(X_train, y_train)
with mlflow.start_run():
    mlflow.sklearn.log_model(model, "model", registered_model_name="churn", """
    """signature=mlflow.models.infer_signature(X_train, model.predict(X_train)))
""",
    """
import pandas as pd
from fastapi import FastAPI
from pydantic import BaseModel
app = FastAPI()

class Customer(BaseModel):
    age: int
    income: float

@app.post("/predict")
def predict(customer: Customer):
    return {"score": model.predict(pd.DataFrame([customer.dict()]))[0]}
""",
    """
import pandas as pd
from flask import Flask, request, abort
app = Flask("scores")
COLUMNS = ["age", "income"]

@app.route("/predict", methods=["POST"])
def predict():
    payload = request.get_json()
    if set(payload) != set(COLUMNS):
        abort(400)
    return {"score": float(model.predict(pd.DataFrame([payload]))[0])}
""",
    """
import mlflow
from sklearn.svm import SVC
mlflow.sklearn.autolog()
model = SVC().fit(X_train, y_train)
mlflow.sklearn.log_model(model, "model", registered_model_name="churn")
""",
    """
import mlflow
from sklearn.svm import SVC
model = SVC().fit(X_train, y_train)
mlflow.sklearn.save_model(model, "model")
mlflow.sklearn.log_model(model, "model")
""",
    """
import pandas as pd
from flask import Flask, request
app = Flask("scores")

def to_table(payload):
    missing = [name for name in FEATURES if name not in payload]
    if missing:
        raise ValueError(missing)
    return pd.DataFrame([payload])

@app.route("/predict", methods=["POST"])
def predict():
    return {"score": float(model.predict(to_table(request.json))[0])}
""",
    """
import mlflow
mlflow.sklearn.log_model(model, "m", registered_model_name="churn", input_example=X.head())
""",
    """
import pandas as pd
from flask import Flask, request
app = Flask("notes")

@app.route("/notes", methods=["POST"])
def notes():
    return pd.DataFrame(request.json).to_html()
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    for gap in facts.missing_contracts:
        if gap.what == "route":
            message = (
                f"`{gap.name}` gives the model whatever a request brings: "
                "check the columns and types first"
            )
        else:
            message = (
                "the model is registered without a signature: "
                "add `signature=infer_signature(...)` or an `input_example`"
            )
        yield facts.finding(gap.place, message, evidence=gap.evidence, fix=gap.fix)
