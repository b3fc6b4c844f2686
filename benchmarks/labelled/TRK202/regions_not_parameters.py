# silent: TRK202
# %%
import pandas as pd
import statsmodels.api as sm
from sklearn.linear_model import LinearRegression
from sklearn.metrics import r2_score
# %%
# one model per data set: same settings each time
fits = {}
for region in ["north", "south", "east"]:
    d = pd.read_csv(f"sales_{region}.csv").dropna(subset=["units", "price"])
    n = int(0.8 * len(d))
    lr = LinearRegression().fit(d[["price", "promo"]][:n], d["units"][:n])
    score = r2_score(d["units"][n:], lr.predict(d[["price", "promo"]][n:]))
    fits[region] = lr
    print(region, f"R2={score:.2f}", "coef", lr.coef_)
