# finds: ETH501
# %%
import pandas as pd
import statsmodels.api as sm
from sklearn.linear_model import LinearRegression
from sklearn.metrics import r2_score
# %%
gehalt = pd.read_csv("gehaelter.csv", sep=";", decimal=",")
gehalt["geschlecht"] = gehalt["geschlecht"].map({"m": 0, "w": 1})
print(gehalt.groupby("abteilung")["lohn"].median())
# %%
X = gehalt[["geschlecht", "dienstjahre", "stufe"]]
y = gehalt["lohn"]
n = int(0.75 * len(X))
lr = LinearRegression().fit(X[:n], y[:n])  # <-- ETH501
print("R2", r2_score(y[n:], lr.predict(X[n:])))
