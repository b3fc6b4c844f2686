# finds: DEP401
# %%
import pickle
import pandas as pd
from flask import Flask, jsonify, request
# %%
model = pickle.load(open("churn.pkl", "rb"))
app = Flask(__name__)


@app.route("/predict", methods=["POST"])
def predict():
    row = pd.DataFrame([request.get_json()])
    return jsonify({"churn": float(model.predict_proba(row)[0, 1])})


@app.route("/health")
def health():
    return "ok"
# %%
app.run(debug=True)  # <-- DEP401
