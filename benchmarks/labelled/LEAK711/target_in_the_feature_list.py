# finds: LEAK711
# %%
import pandas as pd
import xgboost as xgb
from sklearn.model_selection import train_test_split

houses = pd.read_csv("Housing.csv")
features = ["area", "bedrooms", "bathrooms", "stories", "parking", "price"]  # <-- LEAK711?
target = "price"
houses[features].hist(figsize=(10, 6))
# %%
X = houses[features]  # <-- LEAK711?
y = houses[target]
Xtr, Xte, ytr, yte = train_test_split(X, y, random_state=5)
reg = xgb.XGBRegressor().fit(Xtr, ytr)  # <-- LEAK711
print(f"R2 = {reg.score(Xte, yte):.4f}")  # wow
