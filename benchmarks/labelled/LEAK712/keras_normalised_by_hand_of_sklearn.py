# finds: LEAK712
# %%
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import PowerTransformer
from tensorflow import keras
import pandas as pd

ab = pd.read_csv("abalone.csv")
X_train, X_test, y_train, y_test = train_test_split(ab.iloc[:, 1:8], ab["Rings"], random_state=0)
pt = PowerTransformer().fit(X_train)
# %%
net = keras.Sequential([keras.layers.Dense(32, activation="relu"), keras.layers.Dense(1)])
net.compile(optimizer="adam", loss="mse", metrics=["mae"])
net.fit(pt.transform(X_train), y_train, epochs=60, validation_split=0.1, verbose=0)
# %%
mse, mae = net.evaluate(X_test, y_test, verbose=0)  # <-- LEAK712
print("test MAE", mae)
