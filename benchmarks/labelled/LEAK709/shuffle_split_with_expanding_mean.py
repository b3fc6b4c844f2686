# finds: LEAK709
# %%
import pandas as pd
from catboost import CatBoostClassifier
from sklearn.model_selection import ShuffleSplit, cross_val_score

games = pd.read_csv("nba_games.csv")
games["GAME_DATE"] = pd.to_datetime(games["GAME_DATE"])
games = games.sort_values("GAME_DATE")
# %%
# average points up to the game before
games["pts_avg"] = games.groupby("TEAM")["PTS"].transform(lambda s: s.shift(1).expanding().mean())
games["rest_days"] = games.groupby("TEAM")["GAME_DATE"].diff().dt.days
games = games.dropna()
# %%
ss = ShuffleSplit(n_splits=10, test_size=0.2, random_state=0)  # <-- LEAK709?
clf = CatBoostClassifier(iterations=200, verbose=0)
acc = cross_val_score(clf, games[["pts_avg", "rest_days", "HOME"]], games["WIN"], cv=ss)  # <-- LEAK709
print(f"accuracy {acc.mean():.3f}")
