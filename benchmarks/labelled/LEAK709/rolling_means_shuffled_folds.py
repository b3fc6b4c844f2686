# finds: LEAK709
# %%
import numpy as np
import pandas as pd
import sklearn.model_selection as ms
from xgboost import XGBRegressor

btc = pd.read_csv("BTC-USD.csv")
btc["ma7"] = btc["Close"].rolling(7).mean()
btc["ma30"] = btc["Close"].rolling(window=30).mean()
btc["vol"] = btc["Close"].pct_change().rolling(14).std()
btc["target"] = btc["Close"].shift(-1)
btc = btc.dropna()
btc[["Close", "ma7", "ma30"]].plot()
# %%
X, y = btc[["Close", "ma7", "ma30", "vol"]].values, btc["target"].values
kf = ms.KFold(n_splits=5, shuffle=True, random_state=0)  # <-- LEAK709
rmse = []
for tr, te in kf.split(X):  # <-- LEAK709?
    m = XGBRegressor(n_estimators=200).fit(X[tr], y[tr])
    rmse.append(np.sqrt(((m.predict(X[te]) - y[te]) ** 2).mean()))
print("RMSE", np.mean(rmse))
