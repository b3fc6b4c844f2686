# silent: DEP406
# %%
import json
import logging
import joblib
from flask import Flask, request
# %%
logging.basicConfig(filename="predictions.log", level=logging.INFO)
log = logging.getLogger("predictions")
model = joblib.load("leads.joblib")
app = Flask(__name__)


@app.get("/health")
def health():
    return "ok"


@app.post("/predict")
def predict():
    x = [float(v) for v in request.json["x"]]
    p = float(model.predict_proba([x])[0, 1])
    log.info(json.dumps({"x": x, "p": p}))
    return {"p": p}
# %%
app.run(port=5000)
