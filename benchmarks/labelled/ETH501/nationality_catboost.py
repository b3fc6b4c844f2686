# finds: ETH501
# %%
from catboost import CatBoostClassifier, Pool
import polars as pl
from sklearn.metrics import f1_score
# %%
visa = pl.read_csv("applications.csv")
feats = ["nationality", "marital_status", "purpose", "days", "previous_visits"]
cats = feats[:3]
d = visa.select(feats + ["granted"]).to_pandas()
tr, te = d.iloc[:6000], d.iloc[6000:]
# %%
cb = CatBoostClassifier(iterations=500, depth=5, verbose=100, random_seed=3)
cb.fit(Pool(tr[feats], tr["granted"], cat_features=cats))  # <-- ETH501
print(f1_score(te["granted"], cb.predict(te[feats])))
