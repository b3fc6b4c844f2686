# silent: LEAK704
# %%
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.linear_model import LinearRegression

# statistics of an official table, not of our own rows
regions = pd.read_csv("census_regions.csv").groupby("zip", as_index=False)["income"].median()
flats = pd.read_csv("flats.csv").merge(regions, on="zip", how="left", validate="m:1")
flats.plot.scatter(x="income", y="rent")
# %%
X, y = flats[["income", "sqm", "floor"]], flats["rent"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=2)
print(LinearRegression().fit(X_train, y_train).score(X_test, y_test))
