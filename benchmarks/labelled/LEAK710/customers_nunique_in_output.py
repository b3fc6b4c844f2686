# finds: LEAK710
# %%
import pandas as pd
import lightgbm as lgb
from sklearn.model_selection import train_test_split
from sklearn.metrics import f1_score

baskets = pd.read_parquet("baskets.parquet")
print(len(baskets), baskets["customer_id"].nunique())
# %% [output]
84210 5127
# %%
baskets["hour"] = baskets["ts"].dt.hour
train, test = train_test_split(baskets, test_size=0.2, stratify=baskets["returned"], random_state=1)  # <-- LEAK710
cols = ["hour", "n_items", "total", "discount"]
clf = lgb.LGBMClassifier().fit(train[cols], train["returned"])
print("F1:", f1_score(test["returned"], clf.predict(test[cols])))
