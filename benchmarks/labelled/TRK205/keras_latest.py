# finds: TRK205
# %%
import tensorflow as tf
import pandas as pd
# %%
temp = pd.read_csv("jena_climate.csv").iloc[:, 2].to_numpy()
ds = tf.keras.utils.timeseries_dataset_from_array(temp[:-24], temp[24:], sequence_length=120)
# %%
lstm = tf.keras.Sequential([tf.keras.layers.LSTM(32), tf.keras.layers.Dense(1)])
lstm.compile(optimizer="rmsprop", loss="mae")
hist = lstm.fit(ds, epochs=10)
pd.DataFrame(hist.history).plot(title="training loss")
# %%
lstm.save("lstm_latest.keras")  # <-- TRK205
