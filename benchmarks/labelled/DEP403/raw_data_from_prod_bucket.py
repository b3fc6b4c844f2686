# silent: DEP403
# %%
import boto3
import shutil
import pandas as pd
from catboost import CatBoostClassifier
# %%
s3 = boto3.client("s3")
s3.download_file("acme-production-logs", "2024-05-01/orders.csv", "orders.csv")
shutil.copy("orders.csv", "data/raw_orders_2024-05-01.csv")
orders = pd.read_csv("orders.csv")
# %%
cb = CatBoostClassifier(iterations=300, verbose=0)
cb.fit(orders[["hour", "basket", "coupon"]], orders["returned"])
cb.get_feature_importance(prettified=True)
