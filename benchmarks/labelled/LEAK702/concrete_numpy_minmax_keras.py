# finds: LEAK702
# %%
import numpy as np
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Sequential

data = np.loadtxt("Concrete_Data.csv", delimiter=",", skiprows=1)
X, y = data[:, :-1], data[:, -1]
X.shape, y.shape
# %%
X_min = X.min(axis=0)  # <-- LEAK702?
X_max = X.max(axis=0)  # <-- LEAK702?
X = (X - X_min) / (X_max - X_min)  # <-- LEAK702
# %%
X_train, y_train = X[:800], y[:800]
X_test, y_test = X[800:], y[800:]
model = Sequential()
model.add(Dense(32, activation="relu", input_shape=(8,)))
model.add(Dense(16, activation="relu"))
model.add(Dense(1))
model.compile(loss="mse", optimizer="adam", metrics=["mae"])
model.fit(X_train, y_train, epochs=100, batch_size=32, verbose=0)
# %%
loss, mae = model.evaluate(X_test, y_test)
print("MAE: %.2f MPa" % mae)
