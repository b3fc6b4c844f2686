# silent: ETH502
# %%
import pandas as pd
import seaborn as sns
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import mean_absolute_error
# %%
d = sns.load_dataset("diamonds")
X = pd.get_dummies(d.drop(columns="price"))
n = 40000
gbr = GradientBoostingRegressor(random_state=0).fit(X[:n], d.price[:n])
pred = gbr.predict(X[n:])
# just a look; nothing is saved
print(mean_absolute_error(d.price[n:], pred))
sns.scatterplot(x=d.price[n:], y=pred, s=3)
