# silent: LEAK706
# %%
import pandas as pd
import tensorflow as tf
from tensorflow.keras import layers

mpg = pd.read_csv("auto-mpg.csv", na_values="?").dropna()
mpg = mpg.drop(columns=["car name"])
# %%
train_dataset = mpg.sample(frac=0.8, random_state=0)
test_dataset = mpg.drop(train_dataset.index)
train_labels = train_dataset.pop("mpg")
test_labels = test_dataset.pop("mpg")
# %%
model = tf.keras.Sequential([layers.Dense(64, activation="relu"), layers.Dense(1)])
model.compile(loss="mean_absolute_error", optimizer=tf.keras.optimizers.Adam(0.001))
model.fit(train_dataset, train_labels, epochs=100, verbose=0)
model.evaluate(test_dataset, test_labels, verbose=0)
