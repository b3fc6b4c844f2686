# notebook
# %% [markdown]
# # Temperature one day ahead, Jena station, GRU
# %%
import os
import datetime
import numpy as np
import pandas as pd
import matplotlib as mpl
import matplotlib.pyplot as plt
import seaborn as sns
import tensorflow as tf
from tensorflow.keras import layers, Sequential
from tensorflow.keras.callbacks import EarlyStopping
from sklearn.preprocessing import MinMaxScaler
mpl.rcParams["figure.figsize"] = (8, 5)
# %%
!wget -q -nc https://storage.googleapis.com/tensorflow/tf-keras-datasets/jena_climate_2009_2016.csv.zip
!unzip -n jena_climate_2009_2016.csv.zip
# %%
df = pd.read_csv("jena_climate_2009_2016.csv")
df = df[5::6]
date_time = pd.to_datetime(df.pop("Date Time"), format="%d.%m.%Y %H:%M:%S")
df.head()
# %%
df.describe().transpose()
# %%
plot_cols = ["T (degC)", "p (mbar)", "rho (g/m**3)"]
f = df[plot_cols]
f.index = date_time
f.plot(subplots=True)
plt.show()
# %% [markdown]
# ## Clean
# %%
wv = df["wv (m/s)"]
df.loc[wv == -9999.0, "wv (m/s)"] = 0.0
mx = df["max. wv (m/s)"]
df.loc[mx == -9999.0, "max. wv (m/s)"] = 0.0
print(df["wv (m/s)"].min())
# %%
wv = df.pop("wv (m/s)")
max_wv = df.pop("max. wv (m/s)")
rad = df.pop("wd (deg)") * np.pi / 180
df["Wx"] = wv * np.cos(rad)
df["Wy"] = wv * np.sin(rad)
df["max Wx"] = max_wv * np.cos(rad)
df["max Wy"] = max_wv * np.sin(rad)
ts = date_time.map(pd.Timestamp.timestamp)
day = 24 * 60 * 60
year = 365.2425 * day
for name, period in (("Day", day), ("Year", year)):
    df[name + " sin"] = np.sin(ts * (2 * np.pi / period)).values
    df[name + " cos"] = np.cos(ts * (2 * np.pi / period)).values
# %%
fft = tf.signal.rfft(df["T (degC)"].values.astype("float32"))
plt.step(np.arange(len(fft)) / (len(df) / 8766), np.abs(fft))
plt.xscale("log")
plt.ylim(0, 400000)
plt.show()
# %%
# all columns on one scale, only for the violin plot
df_std = (df - df.mean()) / df.std()
long = df_std.melt(var_name="Column", value_name="Normalized")
plt.figure(figsize=(12, 6))
ax = sns.violinplot(x="Column", y="Normalized", data=long)
ax.set_xticklabels(df.keys(), rotation=90)
plt.show()
# %% [markdown]
# ## Split in time and normalise
# %%
n = len(df)
train_df = df[0:int(n * 0.7)]
val_df = df[int(n * 0.7):int(n * 0.9)]
test_df = df[int(n * 0.9):]
train_mean = train_df.mean()
train_std = train_df.std()
train_df = (train_df - train_mean) / train_std
val_df = (val_df - train_mean) / train_std
test_df = (test_df - train_mean) / train_std
print(train_df.shape, val_df.shape, test_df.shape)
# %%
PAST, AHEAD = 72, 24
tcol = list(df.columns).index("T (degC)")


def make_windows(frame, past=PAST, ahead=AHEAD):
    v = frame.to_numpy(dtype=np.float32)
    xs, ys = [], []
    for i in range(past, len(v) - ahead, 3):
        xs.append(v[i - past:i])
        ys.append(v[i + ahead - 1, tcol])
    return np.array(xs), np.array(ys)


X_train, y_train = make_windows(train_df)
X_val, y_val = make_windows(val_df)
X_test, y_test = make_windows(test_df)
X_train.shape, X_val.shape, X_test.shape
# %%
# the naive forecast: same hour of yesterday
naive_val = np.abs(X_val[:, -1, tcol] - y_val).mean() * train_std.iloc[tcol]
print("naive MAE on validation", naive_val)
# %%
tf.keras.utils.set_random_seed(1)
model = Sequential([
    layers.Input(X_train.shape[1:]),
    layers.GRU(48, return_sequences=True, recurrent_dropout=0.1),
    layers.GRU(24),
    layers.Dense(16, activation="relu"),
    layers.Dense(1),
])
model.compile(loss="mse", optimizer="adam", metrics=["mae"])
model.summary()
# %%
es = EarlyStopping(monitor="val_loss", patience=3, restore_best_weights=True)
hist = model.fit(X_train, y_train, validation_data=(X_val, y_val), epochs=20, batch_size=256, callbacks=[es])
# %%
plt.plot(hist.history["loss"], label="loss")
plt.plot(hist.history["val_loss"], label="val_loss")
plt.legend()
plt.show()
# %%
mse, mae = model.evaluate(X_test, y_test, verbose=0)
print("test MAE %.2f degC" % (mae * train_std.iloc[tcol]))
# %%
p = model.predict(X_test).ravel() * train_std.iloc[tcol] + train_mean.iloc[tcol]
t = y_test * train_std.iloc[tcol] + train_mean.iloc[tcol]
plt.plot(t[:200], label="measured")
plt.plot(p[:200], label="GRU")
plt.legend()
plt.show()
model.save("jena_gru.keras")
