# finds: DEP401
# %%
import pandas as pd
from flask import Flask, request
from sklearn.ensemble import RandomForestRegressor
# %%
df = pd.read_csv("rides.csv")
cols = ["temp", "hum", "hour", "weekday"]
rf = RandomForestRegressor(n_estimators=200, random_state=0).fit(df[cols], df["rides"])
# %%
server = Flask(__name__)


@server.route("/")
def home():
    vals = [float(request.args.get(c, 0)) for c in cols]
    return f"<h1>{rf.predict([vals])[0]:.0f} rides</h1>"


def start(port=8080):
    server.run(port=port, use_reloader=False)  # <-- DEP401
# %%
start()  # <-- DEP401?
