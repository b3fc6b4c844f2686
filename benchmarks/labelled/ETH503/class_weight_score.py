# finds: ETH503
# %%
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
# %%
d = pd.read_csv("machine_alarms.csv")
X = d[["vibration", "temp", "current"]]
y = d["alarm"]
X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.2, random_state=0)
lr = LogisticRegression(class_weight="balanced", max_iter=1000)
lr.fit(X_tr, y_tr)  # <-- ETH503?
# %%
print("train", lr.score(X_tr, y_tr))  # <-- ETH503?
print("test ", lr.score(X_te, y_te))  # <-- ETH503
