# finds: ETH504
# %% [file README.md]
Clone, `pip install -r requirements.txt`, start jupyter.
# %% [file requirements.txt]
tensorflow==2.16.1
# %%
import pandas as pd
import tensorflow as tf
# %%
elec = pd.read_csv("elec.csv", parse_dates=["t"], index_col="t")
X = elec[["temp", "hour", "lag24"]].to_numpy()
y = elec["mw"].to_numpy()
m = tf.keras.Sequential([tf.keras.layers.Dense(64, "relu"), tf.keras.layers.Dense(1)])
m.compile(loss="mae", optimizer=tf.keras.optimizers.Adam(1e-3))
m.fit(X[:-720], y[:-720], epochs=20, batch_size=256)
print(m.evaluate(X[-720:], y[-720:]))
# %%
m.save("elec_mlp.keras")  # <-- ETH504
