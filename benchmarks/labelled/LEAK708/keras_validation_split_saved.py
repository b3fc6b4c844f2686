# silent: LEAK708
# %%
import numpy as np
from tensorflow import keras

X = np.load("landmarks_x.npy")
y = np.load("landmarks_y.npy")
print(X.shape, np.bincount(y))
# %%
model = keras.Sequential([
    keras.layers.Dense(128, activation="relu"),
    keras.layers.Dropout(0.3),
    keras.layers.Dense(24, activation="softmax"),
])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
h = model.fit(X, y, validation_split=0.2, epochs=25, batch_size=64)
print("validation accuracy", h.history["val_accuracy"][-1])
model.save("signs.keras")
