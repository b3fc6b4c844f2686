"""No health check.

The application answers predictions and has no route that says whether it is alive and its model
loaded, so nothing can restart or replace it when it hangs. Add a route `/health` that checks
the model. Serving tools such as MLflow bring one.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "DEP402", "warning"
BAD = [
    """
from flask import Flask, request
app = Flask("scores")

@app.route("/predict", methods=["POST"])  # <--
def predict():
    return str(model.predict(request.json))
""",
]
GOOD = [
    """
from flask import Flask, request
app = Flask("scores")

@app.route("/predict", methods=["POST"])
def predict():
    return str(model.predict(request.json))

@app.route("/health")
def health():
    return "ok" if model else ("no model", 503)
""",
    """
from flask import Flask
app = Flask("pages")

@app.route("/about")
def about():
    return "who we are"
""",
    """
from fastapi import FastAPI
app = FastAPI()

@app.post("/predict")
def predict(rows: list):
    return model.predict(rows)

@app.get("/-/ready")
def alive():
    return {}
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    serving = [route for route in facts.routes if route.predicts]
    if serving and not facts.healthy:
        yield facts.finding(
            serving[0].place,
            f"`{serving[0].path}` predicts, and no route tells whether the service is alive: "
            "add `/health`",
            evidence=[route.place for route in serving[1:]],
        )
