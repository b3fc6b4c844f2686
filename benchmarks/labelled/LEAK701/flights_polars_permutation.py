# finds: LEAK701
# %%
import numpy as np
import polars as pl
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.preprocessing import PowerTransformer

flights = pl.read_csv("flights.csv", null_values="NA").drop_nulls()
flights.select(["dep_delay", "arr_delay"]).describe()
# %%
X = flights.select(["dep_delay", "distance", "air_time"]).to_numpy()
y = flights["arr_delay"].to_numpy()

pt = PowerTransformer()
pt.fit(X)  # <-- LEAK701
X = pt.transform(X)  # <-- LEAK701?
# %%
rng = np.random.default_rng(17)
perm = rng.permutation(len(X))
cut = int(0.8 * len(X))
tr, te = perm[:cut], perm[cut:]

ridge = Ridge(alpha=0.5).fit(X[tr], y[tr])
print("MAE", mean_absolute_error(y[te], ridge.predict(X[te])))
