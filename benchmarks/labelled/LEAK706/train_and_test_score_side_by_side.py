# silent: LEAK706
# %%
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.model_selection import train_test_split

wine = pd.read_csv("winequality-white.csv", sep=";")
X, y = wine.drop(columns="quality"), wine["quality"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=30)
# %%
rf = RandomForestRegressor(n_estimators=150, min_samples_leaf=3, random_state=30, n_jobs=-1)
rf.fit(X_train, y_train)
# %%
# overfitting?
r2_in = rf.score(X_train, y_train)
r2_out = rf.score(X_test, y_test)
print(f"gap {r2_in - r2_out:.3f}")
print(f"R2 {r2_out:.3f}")
