# finds: DATA607
# %%
import pandas as pd
from sklearn.linear_model import LinearRegression
# %%
air = pd.read_csv("airquality.csv")
print(air.isna().sum())
air.dropna()  # <-- DATA607
air["month"] = air["date"].str[5:7].astype(int)
# %%
x = ["temp", "wind", "month"]
lr = LinearRegression().fit(air[x], air["ozone"])
print(lr.score(air[x], air["ozone"]))
