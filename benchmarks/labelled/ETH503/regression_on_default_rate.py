# silent: ETH503
# %%
import pandas as pd
from sklearn.linear_model import Ridge
# %%
d = pd.read_csv("portfolio_by_month.csv")
x = ["unemployment", "rate", "lag_1"]
ridge = Ridge(1.0).fit(d[x][:90], d["default_rate"][:90])
print("R2:", ridge.score(d[x][90:], d["default_rate"][90:]))
# %%
d["fit"] = ridge.predict(d[x])
ax = d.plot(x="month", y=["default_rate", "fit"])
ax.set_ylabel("share of loans in default")
