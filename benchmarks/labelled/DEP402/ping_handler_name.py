# silent: DEP402
# %%
import numpy as np
from flask import Flask, request
from joblib import load
# %%
km = load("segments_kmeans.joblib")
srv = Flask("segments")


@srv.get("/segment")
def segment():
    v = np.fromstring(request.args["v"], sep=",")
    return str(int(km.predict(v[None])[0]))
# %%
def ping():
    return "pong", 200


srv.add_url_rule("/ping", "ping", ping)
srv.run(port=4000)
