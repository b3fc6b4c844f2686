# finds: ETH503
# %%
import pandas as pd
from tensorflow import keras
from sklearn.metrics import accuracy_score
# %%
d = pd.read_csv("default_of_clients.csv")
y = d.pop("default").to_numpy()
X = d[["limit_bal", "bill_1", "pay_0", "pay_2"]].to_numpy()
net = keras.Sequential([keras.layers.Dense(24, "relu"), keras.layers.Dense(1, "sigmoid")])
net.compile("adam", "binary_crossentropy", metrics=["accuracy"])
net.fit(X[:24000], y[:24000], epochs=8, class_weight={0: 1.0, 1: 4.0})  # <-- ETH503?
# %%
pred = (net.predict(X[24000:]) > 0.5).astype(int).ravel()
print(accuracy_score(y[24000:], pred))  # <-- ETH503
