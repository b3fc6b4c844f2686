# silent: DEP404
# %%
import joblib
import pandas as pd
import pandera as pa
from flask import Flask, jsonify, request
# %%
schema = pa.DataFrameSchema(
    {"age_days": pa.Column(int, pa.Check.ge(0)), "amount": pa.Column(float), "shop": pa.Column(str)}
)
model = joblib.load("refund.joblib")
app = Flask("refund")


@app.get("/ready")
def ready():
    return "ready"


@app.post("/predict")
def predict():
    rows = schema.validate(pd.DataFrame(request.json["rows"]))
    return jsonify(model.predict_proba(rows)[:, 1].tolist())
# %%
app.run(port=5006)
