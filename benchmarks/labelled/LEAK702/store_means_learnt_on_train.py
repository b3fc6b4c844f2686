# silent: LEAK702
# %%
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.model_selection import train_test_split
from sklearn.metrics import root_mean_squared_error

orders = pd.read_csv("orders.csv")
tr, te = train_test_split(orders, test_size=0.25, random_state=2)
# %%
# average basket of a store, from the training rows
store_avg = tr.groupby("store", as_index=False)["items"].mean().rename(columns={"items": "store_items"})
tr = tr.merge(store_avg, on="store", how="left")
te = te.merge(store_avg, on="store", how="left").fillna({"store_items": 0})
cols = ["items", "store_items", "hour"]
# %%
ridge = Ridge().fit(tr[cols], tr["total"])
print(root_mean_squared_error(te["total"], ridge.predict(te[cols])))
