# silent: LEAK708
# %%
import pandas as pd
import lightgbm as lgb
from sklearn.metrics import log_loss

tr = pd.read_csv("ctr_2023_q1.csv")
later = pd.read_csv("ctr_2023_q2.csv")
cols = ["position", "hour", "device_age"]
# %%
gbm = lgb.LGBMClassifier(n_estimators=400).fit(tr[cols], tr["click"])
print("Q2 logloss:", log_loss(later["click"], gbm.predict_proba(later[cols])))
gbm.booster_.save_model("ctr.txt")
