# silent: LEAK706
# %%
import numpy as np
import pandas as pd
from sklearn.ensemble import ExtraTreesRegressor

matches = pd.read_csv("results.csv", parse_dates=["date"])
matches["diff"] = matches["home_score"] - matches["away_score"]
feats = ["home_rank", "away_rank", "neutral"]
# %%
recent = matches["date"] >= "2018-01-01"
model = ExtraTreesRegressor(200, random_state=0)
model.fit(matches.loc[~recent, feats], matches.loc[~recent, "diff"])
pred = model.predict(matches.loc[recent, feats])
mae = np.abs(matches.loc[recent, "diff"] - pred).mean()
print("MAE since 2018:", mae)
print("R2 since 2018:", model.score(matches[recent][feats], matches[recent]["diff"]))
