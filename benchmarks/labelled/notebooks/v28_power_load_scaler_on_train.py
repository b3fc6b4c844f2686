# notebook
# %% [markdown]
# # Hourly load forecast, GRU against the naive forecast
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
from statsmodels.tsa.seasonal import seasonal_decompose
from statsmodels.graphics.tsaplots import plot_acf, plot_pacf
from statsmodels.tsa.stattools import adfuller
from sklearn.preprocessing import StandardScaler
from sklearn.metrics import mean_absolute_error
import tensorflow as tf
from tensorflow.keras import layers
# %%
load = pd.read_csv('PJME_hourly.csv', parse_dates=['Datetime']).set_index('Datetime').sort_index()
load.columns = ['mw']
load = load[~load.index.duplicated()]
load.head()
# %%
load.plot(figsize=(16, 4), lw=.3)
load['mw'].describe()
# %%
seasonal_decompose(load['mw'].iloc[-24*60:], period=24).plot()
plt.show()
# %%
fig, ax = plt.subplots(2, 1, figsize=(12, 6))
plot_acf(load['mw'].iloc[-2000:], lags=72, ax=ax[0])
plot_pacf(load['mw'].iloc[-2000:], lags=72, ax=ax[1])
print('ADF p', adfuller(load['mw'].iloc[-5000:])[1])
# %%
load['mw'] = load['mw'].ffill()
load['hour'] = load.index.hour
load['sin_h'] = np.sin(2 * np.pi * load['hour'] / 24)
load['cos_h'] = np.cos(2 * np.pi * load['hour'] / 24)
load['weekend'] = (load.index.dayofweek >= 5).astype(int)
load.groupby('hour')['mw'].mean().plot.bar()
# %%
year = load.groupby(load.index.year)['mw'].agg(['mean', 'min', 'max'])
print(year)
pivot = load.assign(y=load.index.year, m=load.index.month).pivot_table(index='m', columns='y', values='mw', aggfunc='mean')
plt.figure(figsize=(12, 5))
sns.heatmap(pivot, cmap='rocket_r')
plt.show()
# %%
fig, ax = plt.subplots(1, 2, figsize=(14, 4))
sns.boxplot(x=load['hour'], y=load['mw'], ax=ax[0], fliersize=1)
sns.boxplot(x=load.index.month, y=load['mw'], ax=ax[1], fliersize=1)
# %%
peak = load['mw'].idxmax()
print('peak', peak, load['mw'].max())
z = (load['mw'] - load['mw'].mean()) / load['mw'].std()
print('hours with |z| > 4:', (z.abs() > 4).sum())
# %%
cols = ['mw', 'sin_h', 'cos_h', 'weekend']
n = len(load)
i1, i2 = 90000, 115000
train = load[cols].iloc[:i1]
val = load[cols].iloc[i1:i2]
test = load[cols].iloc[i2:]
print(len(train), len(val), len(test))
# %%
sc = StandardScaler().fit(train)
train_s, val_s, test_s = sc.transform(train), sc.transform(val), sc.transform(test)
# %%
def windows(a, width=48):
    X, y = [], []
    for i in range(width, len(a)):
        X.append(a[i-width:i])
        y.append(a[i, 0])
    return np.array(X), np.array(y)

X_tr, y_tr = windows(train_s)
X_va, y_va = windows(val_s)
X_te, y_te = windows(test_s)
X_tr.shape, X_te.shape
# %%
model = tf.keras.Sequential([
    layers.Input(shape=X_tr.shape[1:]),
    layers.GRU(64, return_sequences=True),
    layers.GRU(32),
    layers.Dense(1),
])
model.compile('adam', 'mae')
es = tf.keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)
h = model.fit(X_tr, y_tr, epochs=50, batch_size=256, validation_data=(X_va, y_va), callbacks=[es], verbose=2)
# %%
pd.DataFrame(h.history).plot()
# %%
pred = model.predict(X_te).ravel() * sc.scale_[0] + sc.mean_[0]
true = y_te * sc.scale_[0] + sc.mean_[0]
print('GRU MAE', mean_absolute_error(true, pred))
print('mean load', true.mean())
# %%
plt.figure(figsize=(14, 4))
plt.plot(true[:240], label='true')
plt.plot(pred[:240], label='GRU')
plt.legend()
