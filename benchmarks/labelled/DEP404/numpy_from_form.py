# finds: DEP404
# %%
import pickle
import numpy as np
from flask import Flask, request, render_template
# %%
with open("heart_lr.pkl", "rb") as fh:
    clf = pickle.load(fh)
web = Flask("heart")


@web.get("/ping")
def ping():
    return "pong"


@web.route("/check", methods=["POST"])  # <-- DEP404?
def check():  # <-- DEP404?
    feats = [float(x) for x in request.form.values()]
    arr = np.array(feats).reshape(1, -1)  # <-- DEP404
    risk = clf.predict_proba(arr)[0, 1]  # <-- DEP404?
    return render_template("out.html", text=f"risk {risk:.0%}")
# %%
web.run(port=8081)  # <-- DEP404?
