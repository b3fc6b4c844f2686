# silent: DATA607
# %%
import pandas as pd
# %%
cars = pd.read_csv("cars.csv")
cars.dropna()
# %%
cars.sort_values("hp", ascending=False)
# %%
# look at it with nicer names
cars.rename(columns={"hp": "horse power", "wt": "weight"})
# %%
cars.set_index("model").drop(columns=["year"])
