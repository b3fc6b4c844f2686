# silent: DEP406
# %%
import joblib
import numpy as np
from collections import deque
from flask import Flask, request
from scipy.stats import ks_2samp
# %%
train_km = np.load("train_km.npy")
seen = deque(maxlen=500)
reg = joblib.load("fare.joblib")
app = Flask("fare")


@app.get("/status")
def status():
    p = ks_2samp(train_km, np.array(seen)).pvalue if len(seen) > 50 else 1.0
    return {"drift": bool(p < 0.01), "p": p}


@app.post("/fare")
def fare():
    km = float(request.json["km"])
    seen.append(km)
    return {"fare": float(reg.predict([[km]])[0])}
# %%
app.run(port=5008)
