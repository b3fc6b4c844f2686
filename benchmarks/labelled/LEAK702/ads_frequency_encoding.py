# finds: LEAK702
# %%
import lightgbm as lgb
import pandas as pd
from sklearn.metrics import log_loss
from sklearn.model_selection import train_test_split

clicks = pd.read_csv("avazu_sample.csv", dtype={"hour": str})
clicks["hour_of_day"] = clicks["hour"].str[-2:].astype(int)
clicks.head()
# %%
# how often does a site occur?
site_freq = clicks["site_id"].value_counts(normalize=True)  # <-- LEAK702?
clicks["site_freq"] = clicks["site_id"].map(site_freq)  # <-- LEAK702
features = ["site_freq", "hour_of_day", "banner_pos"]
# %%
tr, va = train_test_split(clicks, test_size=0.2, random_state=99)
model = lgb.LGBMClassifier(n_estimators=150)
model.fit(tr[features], tr["click"])
print("logloss", log_loss(va["click"], model.predict_proba(va[features])))
