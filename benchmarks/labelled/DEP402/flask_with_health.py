# silent: DEP402
# %%
import joblib
from flask import Flask, request
# %%
model = joblib.load("returns.joblib")
app = Flask(__name__)


@app.route("/health")
def health():
    return {"status": "ok", "loaded": model is not None}


@app.route("/predict", methods=["POST"])
def predict():
    return {"p": float(model.predict_proba([request.json["x"]])[0, 1])}
# %%
app.run(port=5001)
