# silent: LEAK709
# %%
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

visits = pd.read_csv("web_traffic.csv", parse_dates=["day"]).sort_values("day")
visits["last_week"] = visits["hits"].shift(7)
visits["mean_28"] = visits["hits"].shift(1).rolling(28).mean()
visits = visits.dropna()
# %%
X_train, X_test, y_train, y_test = train_test_split(
    visits[["last_week", "mean_28"]], visits["hits"], test_size=0.2, shuffle=False
)
ridge = Ridge().fit(X_train, y_train)
print("MAE of the last days", mean_absolute_error(y_test, ridge.predict(X_test)))
