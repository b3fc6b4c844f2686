# finds: LEAK703
# %%
import numpy as np
from sklearn.model_selection import train_test_split
from tensorflow import keras

spectra = np.load("spectra.npy")
conc = np.load("concentration.npy")
spectra.shape
# %%
# augmentation: every spectrum once more with some noise
rng = np.random.default_rng(0)
noisy = spectra + rng.normal(0, 0.01, size=spectra.shape)
X = np.concatenate([spectra, noisy])  # <-- LEAK703
y = np.concatenate([conc, conc])  # <-- LEAK703?
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=33)
mlp = keras.Sequential([keras.layers.Dense(64, activation="relu"), keras.layers.Dense(1)])
mlp.compile(loss="mse", optimizer="adam")
mlp.fit(X_train, y_train, epochs=40, verbose=0)
print("MSE", mlp.evaluate(X_test, y_test, verbose=0))
