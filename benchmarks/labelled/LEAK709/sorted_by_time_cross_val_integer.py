# finds: LEAK709
# %%
import pandas as pd
from sklearn.model_selection import cross_val_score
from sklearn.ensemble import HistGradientBoostingRegressor

weather = pd.read_csv("jena_climate.csv")
weather["when"] = pd.to_datetime(weather["Date Time"], format="%d.%m.%Y %H:%M:%S")
weather = weather.sort_values("when").reset_index(drop=True)
# %%
weather["T_prev"] = weather["T (degC)"].shift(6)
weather["T_trend"] = weather["T_prev"] - weather["T (degC)"].shift(12)
weather = weather.iloc[12:]
X = weather[["T_prev", "T_trend", "p (mbar)", "rh (%)"]]
# %%
scores = cross_val_score(HistGradientBoostingRegressor(), X, weather["T (degC)"], cv=10, scoring="r2")  # <-- LEAK709
print(scores)
