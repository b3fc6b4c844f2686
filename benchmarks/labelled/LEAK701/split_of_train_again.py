# silent: LEAK701
# %%
import pandas as pd
from sklearn.linear_model import Lasso
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

bikes = pd.read_csv("day.csv")
X = bikes[["temp", "atemp", "hum", "windspeed"]]
y = bikes["cnt"]
# %%
X_rest, X_test, y_rest, y_test = train_test_split(X, y, test_size=0.2, random_state=21)
s = StandardScaler().fit(X_rest)
print("means", s.mean_)
X_fit, X_val, y_fit, y_val = train_test_split(s.transform(X_rest), y_rest, random_state=21)
# %%
lasso = Lasso(alpha=1.0).fit(X_fit, y_fit)
print("validation", mean_squared_error(y_val, lasso.predict(X_val)))
print("test", mean_squared_error(y_test, lasso.predict(s.transform(X_test))))
