# finds: LEAK712
# %%
import numpy as np
import pandas as pd
from sklearn.neighbors import KNeighborsRegressor
from sklearn.preprocessing import MinMaxScaler

old = pd.read_csv("wells_2022.csv")
new = pd.read_csv("wells_2023.csv")
log_cols = ["gamma", "density", "neutron"]
# %%
train_scaler = MinMaxScaler(feature_range=(0, 1))
knn = KNeighborsRegressor(8).fit(train_scaler.fit_transform(old[log_cols]), old["porosity"])
# %%
def apply(frame):
    s = MinMaxScaler(feature_range=(-1, 1))
    return s.fit_transform(frame[log_cols])  # <-- LEAK712?


new["porosity_hat"] = knn.predict(apply(new))  # <-- LEAK712
new[["depth", "porosity_hat"]].plot(x="porosity_hat", y="depth")
