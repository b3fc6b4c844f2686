# finds: DATA607
# %%
import pandas as pd
import numpy as np


def load_weather(station):
    w = pd.read_csv(f"weather/{station}.csv", na_values=["-", "x"])
    w.columns = [c.strip() for c in w.columns]
    w.drop(columns=["Unnamed: 0"])  # <-- DATA607
    w["t"] = pd.to_datetime(w["t"])
    w.set_index("t", inplace=True)
    return w
# %%
hh = load_weather("hamburg")
print(hh.columns.tolist())
hh["temp"].rolling(24).mean().plot()
