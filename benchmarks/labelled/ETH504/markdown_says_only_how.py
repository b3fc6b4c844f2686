# finds: ETH504
# %% [file pyproject.toml]
[project]
name = "wear"
version = "0.1"
# %% [markdown]
# # Tool wear
# First load, then fit, then save. Run the cells from top to bottom.
# %%
import pickle
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import mean_absolute_error
# %%
w = pd.read_csv("wear.csv")
x = ["force", "rpm", "minutes"]
gbr = GradientBoostingRegressor(random_state=1).fit(w[x][:700], w["wear_um"][:700])
print(mean_absolute_error(w["wear_um"][700:], gbr.predict(w[x][700:])))
with open("wear.pkl", "wb") as f:
    pickle.dump(gbr, f)  # <-- ETH504
