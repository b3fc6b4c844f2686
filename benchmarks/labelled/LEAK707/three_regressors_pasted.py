# finds: LEAK707
# %%
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.linear_model import LinearRegression
from sklearn.tree import DecisionTreeRegressor
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_squared_error

housing = pd.read_csv("housing.csv").dropna()
y = housing["median_house_value"]
X = housing[["longitude", "latitude", "housing_median_age", "total_rooms", "median_income"]]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=42)
# %%
lin_reg = LinearRegression()
lin_reg.fit(X_train, y_train)
print("Linear:", mean_squared_error(y_test, lin_reg.predict(X_test)) ** 0.5)  # <-- LEAK707
# %%
tree_reg = DecisionTreeRegressor(random_state=42)
tree_reg.fit(X_train, y_train)
print("Tree:", mean_squared_error(y_test, tree_reg.predict(X_test)) ** 0.5)  # <-- LEAK707?
# %%
forest_reg = RandomForestRegressor(random_state=42)
forest_reg.fit(X_train, y_train)
print("Forest:", mean_squared_error(y_test, forest_reg.predict(X_test)) ** 0.5)  # <-- LEAK707?
# %% [markdown]
# The forest wins, we go on with it.
