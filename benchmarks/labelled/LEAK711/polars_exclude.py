# silent: LEAK711
# %%
import polars as pl
from sklearn.linear_model import Ridge
from sklearn.model_selection import train_test_split

energy = pl.read_csv("energy_efficiency.csv")
energy.head()
# %%
X = energy.select(pl.exclude("heating_load", "cooling_load")).to_numpy()
y = energy["heating_load"].to_numpy()
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=4)
print("R2", Ridge().fit(X_train, y_train).score(X_test, y_test))
