# silent: DATA606
# %%
import pandas as pd
import statsmodels.api as sm
# %%
rain = pd.read_csv("rain.csv", index_col="day", parse_dates=True)
flow = pd.read_csv("flow.csv", index_col="day", parse_dates=True)
d = flow.join(rain, how="inner", lsuffix="_flow")
d[["m3s", "mm"]].plot(subplots=True)
# %%
ols = sm.OLS(d["m3s"], sm.add_constant(d[["mm"]])).fit()
print(ols.params)
# %%
# does the rain of yesterday help?
print(d["mm"].shift().corr(d["m3s"]))
