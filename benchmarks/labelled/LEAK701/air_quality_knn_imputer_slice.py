# finds: LEAK701
# %%
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.impute import KNNImputer
from sklearn.metrics import r2_score

air = pd.read_csv("AirQualityUCI.csv", sep=";", decimal=",").iloc[:, 2:15]
air = air.replace(-200, float("nan"))
air.isna().mean().sort_values(ascending=False)
# %%
y = air["C6H6(GT)"].fillna(0).to_numpy()
sensors = air[["PT08.S1(CO)", "PT08.S2(NMHC)", "PT08.S3(NOx)", "T", "RH", "AH"]]
filled = KNNImputer(n_neighbors=5).fit_transform(sensors)  # <-- LEAK701
# %%
n = 7000
X_train, X_test = filled[:n], filled[n:]
y_train, y_test = y[:n], y[n:]
gbr = GradientBoostingRegressor(random_state=0)
gbr.fit(X_train, y_train)
print("R2 on the last weeks:", round(r2_score(y_test, gbr.predict(X_test)), 3))
