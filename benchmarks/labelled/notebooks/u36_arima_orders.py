# notebook
# %% [markdown]
# # Hospital admissions: which ARIMA?
# %%
import itertools
import warnings
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
import statsmodels.api as sm
from statsmodels.tsa.stattools import adfuller, kpss
from statsmodels.tsa.seasonal import seasonal_decompose, STL
from statsmodels.tsa.arima.model import ARIMA
from statsmodels.tsa.statespace.sarimax import SARIMAX
from statsmodels.graphics.tsaplots import plot_acf, plot_pacf
from sklearn.linear_model import LinearRegression
from sklearn.preprocessing import PolynomialFeatures
from sklearn.metrics import mean_squared_error, mean_absolute_error, r2_score
warnings.filterwarnings("ignore")
plt.rcParams["figure.figsize"] = (11, 4)
# %%
adm = pd.read_csv("admissions_weekly.csv", parse_dates=["week"], index_col="week").asfreq("W-MON")
adm.head()
# %%
adm.info()
# %%
adm["n"].isna().sum()
# %%
adm["n"] = adm["n"].interpolate()
adm["n"].plot()
plt.show()
# %%
print(adm["n"].describe())
print("yearly means", adm["n"].groupby(adm.index.year).mean().round(1).to_dict())
# %%
seasonal_decompose(adm["n"], period=52).plot()
plt.show()
# %%
def stationarity(s, name=""):
    s = s.dropna()
    a = adfuller(s)
    print(name, "ADF %.3f p %.4f" % (a[0], a[1]))
    k = kpss(s)
    print(name, "KPSS %.3f p %.4f" % (k[0], k[1]))


stationarity(adm["n"], "level")
stationarity(adm["n"].diff(), "difference")
# %%
fig, ax = plt.subplots(1, 2, figsize=(14, 4))
plot_acf(adm["n"].diff().dropna(), lags=60, ax=ax[0])
plot_pacf(adm["n"].diff().dropna(), lags=60, ax=ax[1])
plt.show()
# %% [markdown]
# ## Last half year as test
# %%
series = np.log(adm["n"])
train, test = series.iloc[:-26], series.iloc[-26:]
train.plot(label="train")
test.plot(label="test")
plt.legend()
plt.show()
# %%
def evaluate_arima(train, test, order):
    history = list(train)
    preds = []
    for t in range(len(test)):
        fit = ARIMA(history, order=order).fit()
        preds.append(fit.forecast()[0])
        history.append(test.iloc[t])
    rmse = np.sqrt(mean_squared_error(np.exp(test), np.exp(preds)))  # <-- LEAK707?
    return rmse, preds
# %%
best_score, best_cfg = float("inf"), None
table = []
for order in itertools.product([0, 1, 2, 4], [0, 1], [0, 1, 2]):
    try:
        rmse, _ = evaluate_arima(train, test, order)
    except (ValueError, np.linalg.LinAlgError):
        continue
    table.append((order, rmse))
    if rmse < best_score:  # <-- LEAK707
        best_score, best_cfg = rmse, order  # <-- LEAK707?
    print("ARIMA%s RMSE=%.3f" % (order, rmse))
print("Best ARIMA%s RMSE=%.3f" % (best_cfg, best_score))
# %%
tab = pd.DataFrame(table, columns=["order", "rmse"]).sort_values("rmse")  # <-- LEAK707?
tab.head(10)
# %%
rmse, preds = evaluate_arima(train, test, best_cfg)
plt.plot(test.index, np.exp(test), label="admissions")
plt.plot(test.index, np.exp(preds), label="ARIMA%s" % (best_cfg,))
plt.legend()
plt.title("RMSE %.1f" % rmse)
plt.show()
# %%
final = ARIMA(train, order=best_cfg).fit()
print(final.summary())
final.plot_diagnostics(figsize=(12, 8))
plt.show()
# %% [markdown]
# ## Side question: do hot days bring more patients?
# other file, one row per day
# %%
heat = pd.read_csv("heat_days.csv")
heat.head()
# %%
sns.scatterplot(data=heat, x="tmax", y="emergency", hue="month")
plt.show()
# %%
ols = sm.OLS(heat["emergency"], sm.add_constant(heat[["tmax", "humidity"]])).fit()
print(ols.summary())
# %%
A = PolynomialFeatures(degree=3, include_bias=False).fit_transform(heat[["tmax", "humidity"]])
b = heat["emergency"].values
reg = LinearRegression()
reg.fit(A, b)  # <-- LEAK706?
bh = reg.predict(A)
print("cubic model: R2 %.3f, MAE %.2f patients" % (r2_score(b, bh), mean_absolute_error(b, bh)))  # <-- LEAK706
# %%
grid = np.linspace(heat["tmax"].min(), heat["tmax"].max(), 100)
h0 = heat["humidity"].mean()
G = PolynomialFeatures(degree=3, include_bias=False).fit_transform(np.c_[grid, np.full(100, h0)])
plt.scatter(heat["tmax"], b, s=4)
plt.plot(grid, reg.predict(G), "r")
plt.xlabel("maximum temperature")
plt.show()
