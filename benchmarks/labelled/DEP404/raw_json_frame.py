# finds: DEP404
# %%
import joblib
import pandas as pd
from flask import Flask, jsonify, request
# %%
model = joblib.load("churn.joblib")
app = Flask(__name__)


@app.route("/health")
def health():
    return "ok"


@app.route("/predict", methods=["POST"])  # <-- DEP404?
def predict():  # <-- DEP404?
    df = pd.DataFrame(request.get_json())  # <-- DEP404
    return jsonify(model.predict(df).tolist())  # <-- DEP404?
# %%
app.run(port=5000)  # <-- DEP404?
