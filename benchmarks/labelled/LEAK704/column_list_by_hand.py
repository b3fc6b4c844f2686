# silent: LEAK704
# %%
import pandas as pd
import seaborn as sns
import matplotlib.pyplot as plt
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.model_selection import train_test_split

houses = pd.read_csv("kc_house_data.csv")
plt.figure(figsize=(10, 8))
sns.heatmap(houses.select_dtypes("number").corr(), annot=True, fmt=".1f")
print(houses.select_dtypes("number").corr()["price"].sort_values(ascending=False))
# %%
# what an estate agent would look at
features = ["sqft_living", "grade", "lat", "waterfront", "yr_built"]
X_train, X_test, y_train, y_test = train_test_split(houses[features], houses["price"], random_state=0)
gb = GradientBoostingRegressor(random_state=0).fit(X_train, y_train)
print("R2", gb.score(X_test, y_test))
