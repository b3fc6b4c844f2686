# silent: LEAK705
# %%
import pandas as pd
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import RobustScaler
from sklearn.svm import SVR


def prepare(frame, scaler=None):
    cols = ["temp", "humidity", "wind"]
    if scaler is None:
        scaler = RobustScaler().fit(frame[cols])
    return scaler.transform(frame[cols]), scaler
# %%
ozone = pd.read_csv("ozone.csv").dropna()
tr, te = train_test_split(ozone, random_state=0)
X_tr, rs = prepare(tr)
X_te, _ = prepare(te, rs)
svr = SVR().fit(X_tr, tr["ozone"])
print(mean_absolute_error(te["ozone"], svr.predict(X_te)))
