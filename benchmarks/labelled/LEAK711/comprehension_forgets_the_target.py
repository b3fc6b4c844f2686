# finds: LEAK711
# %%
import lightgbm as lgb
import pandas as pd
from sklearn.metrics import roc_auc_score

cols = ["id", "age", "bmi", "glucose", "insulin", "outcome"]
train = pd.read_csv("diabetes_train.csv", names=cols, header=0)
valid = pd.read_csv("diabetes_valid.csv", names=cols, header=0)
feature_cols = [c for c in cols if c not in ("id",)]  # <-- LEAK711?
# %%
gbm = lgb.LGBMClassifier(n_estimators=50)
gbm.fit(train[feature_cols], train["outcome"])  # <-- LEAK711
p = gbm.predict_proba(valid[feature_cols])[:, 1]
print("AUC", roc_auc_score(valid["outcome"], p))
