# finds: DEP402
# %%
import joblib
import pandas as pd
from flask import Flask, jsonify, request
# %%
model = joblib.load("churn_rf.joblib")
app = Flask(__name__)  # <-- DEP402?


@app.route("/predict", methods=["POST"])  # <-- DEP402?
def predict():  # <-- DEP402?
    payload = request.get_json(force=True)
    df = pd.DataFrame(payload["rows"])
    return jsonify(model.predict(df).tolist())  # <-- DEP402?
# %%
app.run(port=5000)  # <-- DEP402
