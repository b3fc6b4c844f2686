# finds: LEAK710
# %%
import pandas as pd
import xgboost as xgb
from sklearn.model_selection import cross_val_score

plays = pd.read_csv("plays.csv")
# songs a user skipped, for the report
skips = plays.groupby("user_id").agg(n=("song_id", "count"), skipped=("skip", "sum"))
skips.sort_values("n", ascending=False).head(10)
# %%
X = plays[["duration", "position", "tempo", "loudness"]]
scores = cross_val_score(xgb.XGBClassifier(n_estimators=100), X, plays["skip"], cv=5, scoring="roc_auc")  # <-- LEAK710
print(scores.mean())
