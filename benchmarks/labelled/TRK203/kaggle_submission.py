# silent: TRK203
# %%
import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_squared_log_error
from sklearn.model_selection import train_test_split
# %%
train, test = pd.read_csv("train.csv"), pd.read_csv("test.csv")
num = train.select_dtypes("number").columns.difference(["Id", "SalePrice"])
a, b, ya, yb = train_test_split(train[num], train.SalePrice, random_state=0)
hgb = HistGradientBoostingRegressor(random_state=0).fit(a, ya)
print(mean_squared_log_error(yb, hgb.predict(b)) ** 0.5)
# %%
sub = pd.DataFrame({"Id": test.Id, "SalePrice": hgb.predict(test[num])})
sub.to_csv("submission.csv", index=False)
