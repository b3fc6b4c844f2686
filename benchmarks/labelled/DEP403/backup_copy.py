# silent: DEP403
# %%
import shutil
import joblib
import pandas as pd
from sklearn.linear_model import Ridge
# %%
d = pd.read_csv("yield.csv")
ridge = Ridge(2.0).fit(d[["rain", "temp"]], d["t_ha"])
print(ridge.coef_, ridge.score(d[["rain", "temp"]], d["t_ha"]))
# %%
# keep the old one
shutil.copy("models/ridge.joblib", "backup/ridge_before.joblib")
joblib.dump(ridge, "models/ridge.joblib")
