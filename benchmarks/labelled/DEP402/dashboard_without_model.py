# silent: DEP402
# %%
import pandas as pd
from flask import Flask
# %%
daily = pd.read_csv("daily_orders.csv", parse_dates=["day"], index_col="day")
daily["rolling"] = daily["orders"].rolling(7).mean()
app = Flask("report")
# %%
# just a table and a picture for the Monday meeting
@app.route("/")
def table():
    return daily.tail(14).to_html(float_format="{:.1f}".format)


@app.route("/csv")
def as_csv():
    return daily.to_csv(), 200, {"Content-Type": "text/csv"}
# %%
app.run(port=5005)
