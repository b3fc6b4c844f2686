# finds: DATA603
# %%
import numpy as np
from tensorflow.keras import Sequential, layers
# %%
z = np.load("ecg_windows.npz")  # <-- DATA603?
X, y = z["X"][..., None], z["y"]
print(X.shape, y.mean())
cut = int(len(X) * 0.9)
# %%
cnn = Sequential(
    [
        layers.Conv1D(16, 7, activation="relu"),
        layers.GlobalAveragePooling1D(),
        layers.Dense(1, activation="sigmoid"),
    ]
)
cnn.compile("adam", "binary_crossentropy", metrics=["accuracy"])
cnn.fit(X[:cut], y[:cut], epochs=5, validation_data=(X[cut:], y[cut:]))  # <-- DATA603
