"""No health check.

The application answers predictions and has no route that says whether it is alive and its model
loaded, so nothing can restart or replace it when it hangs. Add a route `/health` that checks
the model. Serving tools such as MLflow bring one.

Source: the paper's part on ad hoc deployment and monitoring.
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
    """
from fastapi import FastAPI
from pydantic import BaseModel
api = FastAPI(title="prices")

class Flat(BaseModel):
    rooms: int
    area: float

@api.post("/price")  # <--
async def price(flat: Flat):
    return {"price": float(forest.predict([[flat.rooms, flat.area]])[0])}

@api.get("/")
def root():
    return {"name": "prices"}
""",
    """
import numpy as np
from flask import Flask, jsonify, request
server = Flask("digits")

def answer(pixels):
    return int(net.predict(np.array([pixels])).argmax())

@server.route("/digit", methods=["POST"])  # <--
def digit():
    return jsonify(digit=int(net.predict(np.array([request.json["pixels"]])).argmax()))
""",
    """
from fastapi import FastAPI
from transformers import pipeline
app = FastAPI()
classifier = pipeline("sentiment-analysis")

@app.get("/mood")  # <--
def mood(text: str):
    return classifier(text)[0]
""",
    """
import torch
from quart import Quart, request
app = Quart("nets")

@app.route("/embed", methods=["POST"])  # <--
async def embed():
    rows = torch.tensor((await request.get_json())["rows"])
    return {"rows": net.forward(rows).tolist()}
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
    """
import bentoml
from flask import Flask, request
app = Flask("front")

@app.route("/predict", methods=["POST"])
def predict():
    return str(model.predict(request.json))
""",
    """
from fastapi import FastAPI
app = FastAPI()
rows = []

@app.post("/rows")
def store(row: dict):
    rows.append(row)
    return len(rows)
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
            fix=facts.health_check(serving[0]),
        )
