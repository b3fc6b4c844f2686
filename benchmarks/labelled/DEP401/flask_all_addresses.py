# finds: DEP401
# %%
import flask
import joblib
import numpy as np
# %% [markdown]
# Quick and dirty server so that the web team can try it
# %%
app = flask.Flask("prices")
reg = joblib.load("models/price_reg.joblib")
FEATS = ["sqm", "rooms", "floor"]


@app.post("/price")
def price():
    body = flask.request.json
    x = np.array([[body[f] for f in FEATS]])
    return {"price": float(reg.predict(x)[0])}
# %%
if __name__ == "__main__":
    app.run(host="0.0.0.0", port=5000)  # <-- DEP401
