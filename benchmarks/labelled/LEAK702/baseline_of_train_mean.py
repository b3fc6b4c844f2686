# silent: LEAK702
# %%
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

abalone = pd.read_csv("abalone.csv")
X = abalone[["Length", "Diameter", "Height", "Whole weight"]]
y = abalone["Rings"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=77)
# %%
# naive: always the mean
naive = np.full(len(y_test), y_train.mean())
print("naive MAE", mean_absolute_error(y_test, naive))
rf = RandomForestRegressor(random_state=77).fit(X_train, y_train)
mae = mean_absolute_error(y_test, rf.predict(X_test))
print(f"forest MAE {mae:.2f} = {mae / y.mean():.0%} of the mean age")
