# silent: DATA607
# %%
import pandas as pd
# %%
d = pd.read_csv("prices.csv", index_col="sku")
d.loc[d["eur"] < 0, "eur"] = 0
d.iloc[0, 2] = "unknown"
d.at["A-17", "eur"] = 9.99
nested = {"a": {"b": 1}}
nested["a"]["b"] = 2
matrix = d[["eur"]].to_numpy()
matrix[0][0] = 5.0
# %%
d.describe()
