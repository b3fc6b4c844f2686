"""No monitoring.

A model answers requests, and nothing records what it is asked or what it answers. The server may
be up and every answer wrong: the inputs drift away from the training data, a field changes its
unit, a new kind of customer comes, and the first to notice is a user. Write inputs and
predictions down (a sample is enough), keep the statistics of the training data beside the model,
and compare the two at intervals, with an alert. How far is too far depends on the size of the
window, so the threshold belongs in the configuration.

Source: the paper's table of what to monitor, and the article's failure of a team that asked only
whether the server is up.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "DEP406", "info"
BAD = [
    """
from flask import Flask, request, jsonify
app = Flask("churn")

@app.route("/predict", methods=["POST"])  # <--
def predict():
    return jsonify(label=int(model.predict([request.json["row"]])[0]))
""",
    """
from fastapi import FastAPI
from pydantic import BaseModel
app = FastAPI()

class House(BaseModel):
    rooms: int
    area: float

@app.get("/health")
def health():
    return {"status": "ok"}

@app.post("/price")  # <--
def price(house: House):
    return {"price": float(forest.predict([[house.rooms, house.area]])[0])}
""",
    """
from sagemaker.xgboost import XGBoostModel
model = XGBoostModel(model_data=artifact, role=role, entry_point="inference.py")
if auc > 0.8:
    predictor = model.deploy(initial_instance_count=1, instance_type="ml.m5.large")  # <--
""",
    """
from google.cloud import aiplatform
aiplatform.init(project="p")
model = aiplatform.Model("123")
if best_score > 0.9:
    endpoint = model.deploy(machine_type="n1-standard-4", min_replica_count=1)  # <--
""",
    """
from flask import Flask, request
import joblib
clf = joblib.load("clf.joblib")
app = Flask("mail")

def answer(text):
    return clf.predict([text])[0]

@app.route("/spam", methods=["POST"])  # <--
def spam():
    return {"spam": bool(clf.predict([request.form["message"]])[0])}
""",
]
GOOD = [
    """
import logging
from flask import Flask, request, jsonify
app = Flask("churn")

@app.route("/predict", methods=["POST"])
def predict():
    label = int(model.predict([request.json["row"]])[0])
    logging.info("row %s label %s", request.json["row"], label)
    return jsonify(label=label)
""",
    """
from flask import Flask, request
from prometheus_client import Histogram
app = Flask("churn")
SCORES = Histogram("score", "scores given")

@app.route("/predict", methods=["POST"])
def predict():
    score = model.predict_proba([request.json])[0, 1]
    SCORES.observe(score)
    return {"score": score}
""",
    """
from sagemaker.model_monitor import DataCaptureConfig
from sagemaker.xgboost import XGBoostModel
model = XGBoostModel(model_data=artifact, role=role)
model.deploy(
    initial_instance_count=1,
    instance_type="ml.m5.large",
    data_capture_config=DataCaptureConfig(enable_capture=True),
)
""",
    """
from fastapi import FastAPI
app = FastAPI()

@app.middleware("http")
async def record(request, call_next):
    return await call_next(request)

@app.post("/predict")
def predict(rows: list):
    return model.predict(rows).tolist()
""",
    """
!mlflow models serve -m models:/churn/production -p 5001
""",
    """
import pandas as pd
from flask import Flask, request
X_train.describe().to_json("model/profile.json")
app = Flask("churn")

@app.route("/predict", methods=["POST"])
def predict():
    return {"label": int(model.predict(pd.DataFrame([request.json]))[0])}
""",
    """
import pandas as pd
rows = pd.read_parquet("today.parquet")
rows["score"] = model.predict(rows)
rows.to_parquet("scored.parquet")
""",
    """
from flask import Flask, request
app = Flask("churn")

@app.route("/predict", methods=["POST"])
def predict():
    label = model.predict([request.json["row"]])[0]
    db.predictions.insert_one({"row": request.json["row"], "label": int(label)})
    return {"label": int(label)}
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    sinks = facts.serving_places
    if sinks and not facts.monitored:
        yield facts.finding(
            sinks[0],
            "the model is served, and nothing records its inputs and answers: log them, and "
            "compare them with the training data",
            evidence=sinks[1:],
            fix=facts.generated("monitoring", "Write `monitoring.py`"),
        )
