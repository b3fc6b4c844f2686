# finds: TRK201
# %%
import numpy as np, pandas as pd
import xgboost as xgb
from sklearn import metrics
from sklearn.model_selection import train_test_split as tts
# %%
loans = pd.read_parquet("loans_2023.parquet")
loans["dti"] = loans.debt / loans.income.clip(lower=1)
y = loans.pop("defaulted")
tr, te, ytr, yte = tts(loans.select_dtypes("number"), y, random_state=1, stratify=y)
dtr = xgb.DMatrix(tr, label=ytr)
dte = xgb.DMatrix(te, label=yte)
# %%
params = dict(objective="binary:logistic", max_depth=5, eta=0.08, eval_metric="auc")
bst = xgb.train(params, dtr, num_boost_round=250)  # <-- TRK201
p = bst.predict(dte)
# %%
print("AUC", round(metrics.roc_auc_score(yte, p), 4))
print("AP ", round(metrics.average_precision_score(yte, p), 4))
xgb.plot_importance(bst, max_num_features=12)
