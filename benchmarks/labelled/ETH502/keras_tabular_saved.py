# finds: ETH502
# %%
import pandas as pd
from tensorflow.keras import layers, models
# %%
d = pd.read_csv("machine_failures.csv").dropna()
y = d.pop("failure").astype("float32")
X = d[["air_temp", "process_temp", "rpm", "torque", "tool_wear"]].astype("float32")
# %%
net = models.Sequential([layers.Dense(64, "relu"), layers.Dense(64, "relu"), layers.Dense(1, "sigmoid")])
net.compile("adam", "binary_crossentropy", metrics=["AUC"])
h = net.fit(X[:8000], y[:8000], epochs=25, batch_size=64, verbose=0)  # <-- ETH502
print(net.evaluate(X[8000:], y[8000:], verbose=0))
pd.DataFrame(h.history).plot()
# %%
net.save("failures.keras")  # <-- ETH502?
