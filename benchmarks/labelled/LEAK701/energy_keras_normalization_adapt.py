# finds: LEAK701
# %%
import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

tf.random.set_seed(1)
raw = pd.read_csv("auto-mpg.csv", na_values="?", skipinitialspace=True)
dataset = raw.dropna()
X = dataset[["Cylinders", "Displacement", "Horsepower", "Weight"]].astype("float32").to_numpy()
y = dataset["MPG"].to_numpy()
# %%
norm = layers.Normalization(axis=-1)
norm.adapt(X)  # <-- LEAK701
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)

model = keras.Sequential([norm, layers.Dense(64, activation="relu"), layers.Dense(1)])
model.compile(optimizer="adam", loss="mae")
model.fit(X_train, y_train, epochs=80, verbose=0)
mae = model.evaluate(X_test, y_test, verbose=0)
print("MAE [MPG]:", mae)
