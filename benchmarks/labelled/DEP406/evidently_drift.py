# silent: DEP406
# %%
import joblib
import pandas as pd
from evidently.metric_preset import DataDriftPreset
from evidently.report import Report
from flask import Flask, request
# %%
reference = pd.read_csv("reference.csv")
model = joblib.load("churn.joblib")
window = []
app = Flask("churn")


@app.get("/health")
def health():
    return "ok"


@app.get("/drift")
def drift():
    rep = Report(metrics=[DataDriftPreset()])
    rep.run(reference_data=reference, current_data=pd.DataFrame(window[-1000:]))
    return rep.as_dict()


@app.post("/predict")
def predict():
    row = {c: request.json[c] for c in reference.columns}
    window.append(row)
    return {"churn": int(model.predict(pd.DataFrame([row]))[0])}
# %%
app.run(port=5004)
