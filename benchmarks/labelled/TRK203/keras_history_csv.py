# finds: TRK203
# %%
import pandas as pd
from tensorflow import keras
from tensorflow.keras import layers
# %%
(x, y), (xt, yt) = keras.datasets.fashion_mnist.load_data()
x, xt = x / 255.0, xt / 255.0
net = keras.Sequential([layers.Flatten(), layers.Dense(128, "relu"), layers.Dense(10)])
net.compile(
    "adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"]
)
# %%
net.fit(x, y, epochs=4)
loss, acc = net.evaluate(xt, yt)
exp = pd.DataFrame([[loss, acc]], columns=["loss", "acc"])
exp.to_csv("experiment_07_metrics.csv")  # <-- TRK203
