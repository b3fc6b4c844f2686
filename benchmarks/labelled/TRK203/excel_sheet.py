# finds: TRK203
# %%
import pandas as pd
from catboost import CatBoostRegressor, Pool
from sklearn.metrics import mean_absolute_error, r2_score
# %%
train = pd.read_excel("rents.xlsx", sheet_name="2022")
test = pd.read_excel("rents.xlsx", sheet_name="2023")
feats = ["district", "sqm", "rooms", "year_built"]
tp = Pool(train[feats], train["rent"], cat_features=["district"])
# %%
cb = CatBoostRegressor(iterations=800, depth=6, verbose=200, random_seed=1)
cb.fit(tp)
p = cb.predict(test[feats])
scores = {"MAE": mean_absolute_error(test["rent"], p), "R2": r2_score(test["rent"], p)}
scores_df = pd.DataFrame([scores])
with pd.ExcelWriter("model_scores.xlsx") as xw:
    scores_df.to_excel(xw, sheet_name="catboost")  # <-- TRK203
