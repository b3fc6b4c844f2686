# silent: LEAK708
# %%
import pickle
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.model_selection import cross_val_score

laptops = pd.read_csv("laptop_price.csv", encoding="latin-1")
X, y = laptops[["Inches", "Ram", "Weight", "Cpu_freq"]], laptops["Price_euros"]
gbr = GradientBoostingRegressor(n_estimators=300, random_state=0)
# %%
mae = -cross_val_score(gbr, X, y, scoring="neg_mean_absolute_error", cv=5)
print("MAE per fold", mae.round(1))
# %%
gbr.fit(X, y)
pickle.dump(gbr, open("laptop.pkl", "wb"))
