# finds: DEP406
# %%
import joblib
from flask import Flask, request
# %%
model = joblib.load("leads.joblib")
N = 6
app = Flask(__name__)  # <-- DEP406?


@app.get("/health")
def health():
    return "ok"


@app.post("/predict")  # <-- DEP406?
def predict():  # <-- DEP406?
    x = request.json["x"]
    if len(x) != N:
        return {"error": f"{N} numbers please"}, 422
    return {"p": float(model.predict_proba([x])[0, 1])}
# %%
app.run(port=5000)  # <-- DEP406
