# silent: TRK201
# %%
import datetime as dt
import pandas as pd
from keras import layers, Sequential, callbacks
# %%
power = pd.read_csv("household_power.csv", index_col=0)
n = int(len(power) * 0.8)
Xtr, Xte = power.iloc[:n, :-1], power.iloc[n:, :-1]
ytr, yte = power.iloc[:n, -1], power.iloc[n:, -1]
# %%
net = Sequential([layers.Dense(64, activation="relu"), layers.Dense(1)])
net.compile(optimizer="adam", loss="mse", metrics=["mae"])
tb = callbacks.TensorBoard(log_dir=f"logs/{dt.datetime.now():%Y%m%d-%H%M}")
net.fit(Xtr, ytr, epochs=30, callbacks=[tb], verbose=0)
print(net.evaluate(Xte, yte))
# %%
%load_ext tensorboard
%tensorboard --logdir logs
