# silent: TRK203
# %%
import pandas as pd
import joblib
from sklearn.linear_model import PoissonRegressor
from sklearn.metrics import mean_poisson_deviance
# %%
hist = pd.read_csv("visits.csv")
cols = ["dow", "holiday", "rain"]
pr = PoissonRegressor().fit(hist[cols][:500], hist["visits"][:500])
print(mean_poisson_deviance(hist["visits"][500:], pr.predict(hist[cols][500:])))
# %%
plan = pd.read_csv("next_week.csv")
plan["expected_visits"] = pr.predict(plan[cols]).round()
plan[["date", "expected_visits"]].to_csv("forecast_next_week.csv", index=False)
