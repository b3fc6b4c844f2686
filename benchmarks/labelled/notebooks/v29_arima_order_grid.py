# notebook
# %% [markdown]
# # Airline passengers: looking for the best ARIMA order
# %%
import warnings, itertools
warnings.filterwarnings('ignore')
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
from math import sqrt
from statsmodels.tsa.arima.model import ARIMA
from statsmodels.tsa.stattools import adfuller
from statsmodels.tsa.seasonal import seasonal_decompose
from statsmodels.graphics.tsaplots import plot_acf, plot_pacf
from sklearn.metrics import mean_squared_error, mean_absolute_error
%matplotlib inline
# %%
df = pd.read_csv('AirPassengers.csv')
df.columns = ['Month', 'Passengers']
df['Month'] = pd.to_datetime(df['Month'])
df.set_index('Month', inplace=True)
df.head()
# %%
df.plot(figsize=(12, 5))
# %%
def test_stationarity(ts):
    rolmean = ts.rolling(12).mean()
    rolstd = ts.rolling(12).std()
    plt.plot(ts); plt.plot(rolmean, color='red'); plt.plot(rolstd, color='black')
    plt.show()
    out = adfuller(ts, autolag='AIC')
    print(f'ADF {out[0]:.3f}, p-value {out[1]:.3f}')

test_stationarity(df['Passengers'])
# %%
seasonal_decompose(df['Passengers'], model='multiplicative').plot()
plt.show()
# %%
ts_log = np.log(df['Passengers'])
ts_diff = ts_log.diff().dropna()
test_stationarity(ts_diff)
# %%
plot_acf(ts_diff, lags=24)
plot_pacf(ts_diff, lags=24)
plt.show()
# %%
size = int(len(ts_log) * 0.75)
train, test = ts_log[:size], ts_log[size:]
print(len(train), len(test))
# %%
def evaluate_arima(order):
    fit = ARIMA(train, order=order).fit() # <-- LEAK707?
    fc = fit.forecast(steps=len(test)) # <-- LEAK707?
    return sqrt(mean_squared_error(test, fc)) # <-- LEAK707?
# %%
p_values = [0, 1, 2, 4]
d_values = range(0, 2)
q_values = range(0, 3)
best_score, best_cfg = float("inf"), None
for order in itertools.product(p_values, d_values, q_values):
    try:
        rmse = evaluate_arima(order) # <-- LEAK707?
        if rmse < best_score: # <-- LEAK707
            best_score, best_cfg = rmse, order # <-- LEAK707?
        print('ARIMA%s RMSE=%.3f' % (order, rmse))
    except Exception:
        continue
print('Best ARIMA%s RMSE=%.3f' % (best_cfg, best_score))
# %%
final = ARIMA(train, order=best_cfg).fit() # <-- LEAK707?
print(final.summary())
# %%
forecast = final.forecast(steps=len(test))
print('MAE', mean_absolute_error(test, forecast)) # <-- LEAK707?
plt.figure(figsize=(12, 5))
plt.plot(np.exp(train)); plt.plot(np.exp(test)); plt.plot(np.exp(forecast), '--')
plt.show()
# %%
resid = final.resid
resid.plot(kind='kde')
print(resid.describe())
