# silent: LEAK707
# %%
import pandas as pd
from sklearn.model_selection import train_test_split
from tensorflow import keras

gas = pd.read_csv("gas_turbine.csv")
X_train, X_test, y_train, y_test = train_test_split(
    gas.drop(columns=["CO", "NOX"]).to_numpy(), gas["NOX"].to_numpy(), test_size=0.2, random_state=0
)
# %%
net = keras.Sequential([keras.layers.Dense(64, "relu"), keras.layers.Dense(64, "relu"), keras.layers.Dense(1)])
net.compile("adam", "mse", metrics=["mae"])
stop = keras.callbacks.EarlyStopping(patience=8, restore_best_weights=True)
hist = net.fit(X_train, y_train, validation_split=0.2, epochs=200, callbacks=[stop], verbose=0)
print("epochs", len(hist.epoch), "best val mae", min(hist.history["val_mae"]))
# %%
print("test", net.evaluate(X_test, y_test, verbose=0))
