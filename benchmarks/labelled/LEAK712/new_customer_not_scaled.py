# finds: LEAK712
# %%
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler

ads = pd.read_csv("Social_Network_Ads.csv")
X_tr, X_te, y_tr, y_te = train_test_split(ads[["Age", "EstimatedSalary"]].values, ads["Purchased"], random_state=0)
mms = MinMaxScaler()
X_tr = mms.fit_transform(X_tr)
X_te = mms.transform(X_te)
logreg = LogisticRegression().fit(X_tr, y_tr)
print("accuracy", logreg.score(X_te, y_te))
# %% [markdown]
# Would a 30 year old with 87000 a year buy?
# %%
new_customers = pd.read_csv("prospects.csv")[["Age", "EstimatedSalary"]].values
print(logreg.predict(new_customers))  # <-- LEAK712
