# silent: LEAK711
# %%
import pandas as pd
import lightgbm as lgb
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

TARGET = "default"
credit = pd.read_csv("uci_credit.csv").rename(columns={"default.payment.next.month": "default"})
feature_names = [c for c in credit.columns if c not in [TARGET, "ID"]]
print(len(feature_names), "features")
# %%
train, test = train_test_split(credit, stratify=credit[TARGET], random_state=0)
bst = lgb.train({"objective": "binary", "verbose": -1}, lgb.Dataset(train[feature_names], train[TARGET]), 100)
print(roc_auc_score(test[TARGET], bst.predict(test[feature_names])))
