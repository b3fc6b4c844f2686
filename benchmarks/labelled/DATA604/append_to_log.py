# silent: DATA604
# %%
import datetime as dt
import pandas as pd
# %%
log = pd.read_csv("readings.csv", parse_dates=["at"])
print("last reading", log["at"].max())
log.set_index("at")["kwh"].resample("D").sum().plot()
# %%
# today's value from the meter
new = pd.DataFrame({"at": [dt.datetime.now()], "kwh": [4.2]})
new.to_csv("readings.csv", mode="a", header=False, index=False)
tail = pd.read_csv("readings.csv").tail(3)
print(tail)
