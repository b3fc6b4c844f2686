# finds: ETH501
# %%
import pandas as pd
from tensorflow import keras
# %%
cv = pd.read_csv("applicants.csv")
num = ["years_exp", "n_languages", "test_score", "religion_code", "disability"]
X, y = cv[num].astype("float32"), cv["invited"].astype("float32")
# %%
net = keras.Sequential(
    [keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1, activation="sigmoid")]
)
net.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
net.fit(X[:4000], y[:4000], epochs=20, verbose=0)  # <-- ETH501
print(net.evaluate(X[4000:], y[4000:], verbose=0))
