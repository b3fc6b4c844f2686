# finds: DEP402
# %%
from flask import Flask, request, jsonify
from tensorflow.keras.models import load_model
import numpy as np
# %%
day = load_model("load_day.keras")
night = load_model("load_night.keras")
api = Flask("load")  # <-- DEP402?
# %%
@api.route("/day", methods=["POST"])  # <-- DEP402?
def predict_day():  # <-- DEP402?
    x = np.asarray(request.json["window"], dtype="float32")[None]
    return jsonify(mw=float(day.predict(x, verbose=0)[0, 0]))  # <-- DEP402?


@api.route("/night", methods=["POST"])  # <-- DEP402?
def predict_night():  # <-- DEP402?
    x = np.asarray(request.json["window"], dtype="float32")[None]
    return jsonify(mw=float(night.predict(x, verbose=0)[0, 0]))  # <-- DEP402?
# %%
api.run(host="localhost", port=5050, threaded=False)  # <-- DEP402
