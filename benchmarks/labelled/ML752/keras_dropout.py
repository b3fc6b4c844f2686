# silent: ML752
# %%
import numpy as np
import tensorflow as tf

x, y = np.load("x.npy"), np.load("y.npy")
model = tf.keras.Sequential([
    tf.keras.layers.Dense(64, activation="relu"),
    tf.keras.layers.BatchNormalization(),
    tf.keras.layers.Dropout(0.5),
    tf.keras.layers.Dense(1, activation="sigmoid"),
])
model.compile("adam", "binary_crossentropy", metrics=["AUC"])
model.fit(x[:5000], y[:5000], epochs=5)
# %%
print(model.evaluate(x[5000:], y[5000:]))
print(model.predict(x[5000:5005]).round(2))
