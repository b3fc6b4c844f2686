# silent: DATA601
# %%
import matplotlib.pyplot as plt
from sklearn.datasets import fetch_california_housing
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.model_selection import train_test_split
# %%
housing = fetch_california_housing(as_frame=True)
df = housing.frame
df.hist(bins=40, figsize=(10, 7))
plt.tight_layout()
# %%
X, y = df.drop(columns="MedHouseVal"), df["MedHouseVal"]
a, b, ya, yb = train_test_split(X, y, random_state=0)
print(HistGradientBoostingRegressor(random_state=0).fit(a, ya).score(b, yb))
