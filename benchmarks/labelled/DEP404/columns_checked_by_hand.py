# silent: DEP404
# %%
import joblib
import pandas as pd
from flask import Flask, abort, request
# %%
COLUMNS = ["km", "hour", "passengers"]
fare = joblib.load("fare.joblib")
app = Flask("fare")


@app.route("/fare", methods=["POST"])
def predict():
    df = pd.DataFrame(request.get_json())
    missing = set(COLUMNS) - set(df.columns)
    if missing:
        abort(422, f"missing {sorted(missing)}")
    return {"fare": fare.predict(df[COLUMNS]).tolist()}


@app.route("/health")
def health():
    return "", 204
# %%
app.run(port=5007)
