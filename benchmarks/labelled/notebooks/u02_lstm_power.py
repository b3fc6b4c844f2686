# notebook
# %% [markdown]
# # Household power with an LSTM
# %%
!pip install -q tensorflow
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
import tensorflow as tf
from tensorflow.keras.models import Sequential, load_model
from tensorflow.keras.layers import LSTM, Dense, Dropout, GRU
from tensorflow.keras.callbacks import EarlyStopping, ModelCheckpoint
from sklearn.preprocessing import MinMaxScaler, LabelEncoder
from sklearn.metrics import mean_squared_error, mean_absolute_error
tf.random.set_seed(7)
np.random.seed(7)
# %%
df = pd.read_csv("household_power_consumption.txt", sep=";", na_values=["nan", "?"],
                 parse_dates={"dt": ["Date", "Time"]}, low_memory=False, index_col="dt")
df.head()
# %%
df.info()
# %%
df.isnull().sum()
# %%
df = df.ffill()
df.describe()
# %%
i = 1
cols = [0, 1, 3, 4, 5, 6]
plt.figure(figsize=(20, 10))
for col in cols:
    plt.subplot(len(cols), 1, i)
    plt.plot(df.resample("D").mean().values[:, col])
    plt.title(df.columns[col] + " data resample over day for mean", y=0.75, loc="left")
    i += 1
plt.show()
# %%
sns.heatmap(df.corr(), annot=True, cmap="RdYlGn")
plt.show()
# %%
hourly = df.resample("h").mean()
hourly = hourly.dropna()
hourly.shape
# %% [markdown]
# ## To supervised
# %%
def series_to_supervised(data, n_in=1, n_out=1, dropnan=True):
    n_vars = 1 if type(data) is list else data.shape[1]
    dff = pd.DataFrame(data)
    cols, names = list(), list()
    for i in range(n_in, 0, -1):
        cols.append(dff.shift(i))
        names += [("var%d(t-%d)" % (j + 1, i)) for j in range(n_vars)]
    for i in range(0, n_out):
        cols.append(dff.shift(-i))
        names += [("var%d(t+%d)" % (j + 1, i)) for j in range(n_vars)]
    agg = pd.concat(cols, axis=1)
    agg.columns = names
    if dropnan:
        agg.dropna(inplace=True)
    return agg
# %%
values = hourly.values
values = values.astype("float32")
scaler = MinMaxScaler(feature_range=(0, 1))
scaled = scaler.fit_transform(values)  # <-- LEAK701
reframed = series_to_supervised(scaled, 1, 1)
reframed.drop(reframed.columns[[8, 9, 10, 11, 12, 13]], axis=1, inplace=True)
print(reframed.head())
# %%
values = reframed.values
n_train_time = 365 * 24
train = values[:n_train_time, :]
test = values[n_train_time:, :]
train_X, train_y = train[:, :-1], train[:, -1]
test_X, test_y = test[:, :-1], test[:, -1]
train_X = train_X.reshape((train_X.shape[0], 1, train_X.shape[1]))
test_X = test_X.reshape((test_X.shape[0], 1, test_X.shape[1]))
print(train_X.shape, train_y.shape, test_X.shape, test_y.shape)
# %%
model = Sequential()
model.add(LSTM(100, input_shape=(train_X.shape[1], train_X.shape[2])))
model.add(Dropout(0.2))
# model.add(LSTM(70))
# model.add(Dropout(0.3))
model.add(Dense(1))
model.compile(loss="mean_squared_error", optimizer="adam")
model.summary()
# %%
es = EarlyStopping(monitor="val_loss", patience=5, restore_best_weights=True)  # <-- LEAK707?
history = model.fit(train_X, train_y, epochs=40, batch_size=70, validation_data=(test_X, test_y), callbacks=[es], verbose=2, shuffle=False)  # <-- LEAK707
# %%
plt.plot(history.history["loss"])
plt.plot(history.history["val_loss"])
plt.title("model loss")
plt.legend(["train", "test"], loc="upper right")
plt.show()
# %%
yhat = model.predict(test_X)
test_X = test_X.reshape((test_X.shape[0], 7))
inv_yhat = np.concatenate((yhat, test_X[:, -6:]), axis=1)
inv_yhat = scaler.inverse_transform(inv_yhat)
inv_yhat = inv_yhat[:, 0]
test_y = test_y.reshape((len(test_y), 1))
inv_y = np.concatenate((test_y, test_X[:, -6:]), axis=1)
inv_y = scaler.inverse_transform(inv_y)
inv_y = inv_y[:, 0]
rmse = np.sqrt(mean_squared_error(inv_y, inv_yhat))  # <-- LEAK707?
print("Test RMSE: %.3f" % rmse)
# %%
aa = [x for x in range(200)]
plt.figure(figsize=(12, 5))
plt.plot(aa, inv_y[:200], marker=".", label="actual")
plt.plot(aa, inv_yhat[:200], "r", label="prediction")
plt.ylabel("Global_active_power")
plt.legend()
plt.show()
