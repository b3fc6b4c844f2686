# notebook
# %% [markdown]
# # Heart disease with Keras preprocessing layers
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers
from sklearn.model_selection import train_test_split
from sklearn.metrics import roc_auc_score, RocCurveDisplay
print(tf.__version__)
tf.random.set_seed(1337)
# %%
dataframe = pd.read_csv("heart.csv")
dataframe.shape
# %%
dataframe.head()
# %%
dataframe.info()
# %%
dataframe["thal"].value_counts()
# %%
sns.pairplot(dataframe[["age", "chol", "thalach", "oldpeak", "target"]], hue="target")
plt.show()
# %%
fig, ax = plt.subplots(figsize=(9, 7))
sns.heatmap(dataframe.select_dtypes("number").corr(), annot=True, fmt=".1f", ax=ax)
plt.show()
# %%
dataframe = dataframe[dataframe["thal"].isin(["normal", "fixed", "reversible"])]
dataframe["ca"] = dataframe["ca"].clip(upper=3)
dataframe["hr_reserve"] = 220 - dataframe["age"] - dataframe["thalach"]
dataframe = dataframe.sample(frac=1, random_state=1337).reset_index(drop=True)
print("mean age", dataframe["age"].mean(), "share ill", dataframe["target"].mean())
# %%
numeric = ["age", "trestbps", "chol", "thalach", "oldpeak", "slope", "hr_reserve"]
integer = ["sex", "cp", "fbs", "restecg", "exang", "ca"]
text = ["thal"]
# %% [markdown]
# ## Layers know their statistics
# %%
def norm_layer(name, frame):
    layer = layers.Normalization(axis=None)
    layer.adapt(frame[name].to_numpy(dtype="float32"))  # <-- LEAK701
    return layer


def lookup_layer(name, frame, dtype):
    if dtype == "string":
        index = layers.StringLookup(output_mode="one_hot")
    else:
        index = layers.IntegerLookup(output_mode="one_hot")
    index.adapt(frame[name].to_numpy())  # <-- LEAK701
    return index


inputs, encoded = [], []
for c in numeric:
    i = keras.Input((1,), name=c)
    encoded.append(norm_layer(c, dataframe)(i))  # <-- LEAK701?
    inputs.append(i)
for c in integer:
    i = keras.Input((1,), name=c, dtype="int64")
    encoded.append(lookup_layer(c, dataframe, "int64")(i))  # <-- LEAK701?
    inputs.append(i)
for c in text:
    i = keras.Input((1,), name=c, dtype="string")
    encoded.append(lookup_layer(c, dataframe, "string")(i))  # <-- LEAK701?
    inputs.append(i)
# %% [markdown]
# ## Split
# %%
train, test = train_test_split(dataframe, test_size=0.2, random_state=1337)
train, val = train_test_split(train, test_size=0.2, random_state=1337)
print(len(train), "train", len(val), "validation", len(test), "test")
# %%
def to_dataset(frame, shuffle=True, batch=32):
    frame = frame.copy()
    y = frame.pop("target")
    d = {k: v.to_numpy()[:, None] for k, v in frame[numeric + integer + text].items()}
    ds = tf.data.Dataset.from_tensor_slices((d, y.to_numpy()))
    if shuffle:
        ds = ds.shuffle(len(frame), seed=0)
    return ds.batch(batch).prefetch(2)


train_ds = to_dataset(train)
val_ds = to_dataset(val, shuffle=False)
test_ds = to_dataset(test, shuffle=False)
for x, y in train_ds.take(1):
    print({k: v.shape for k, v in x.items()}, y[:5])
# %%
h = layers.concatenate(encoded)
h = layers.Dense(32, activation="relu")(h)
h = layers.Dropout(0.5)(h)
out = layers.Dense(1, activation="sigmoid")(h)
model = keras.Model(inputs, out)
model.compile("adam", "binary_crossentropy", metrics=["accuracy", keras.metrics.AUC(name="auc")])
keras.utils.plot_model(model, rankdir="LR", show_shapes=True)
# %%
stop = keras.callbacks.EarlyStopping(patience=10, restore_best_weights=True)
history = model.fit(train_ds, validation_data=val_ds, epochs=100, callbacks=[stop], verbose=0)
# %%
pd.DataFrame(history.history)[["loss", "val_loss"]].plot()
plt.show()
# %%
loss, acc, auc = model.evaluate(test_ds)
print(f"test accuracy {acc:.3f} AUC {auc:.3f}")
# %%
p = model.predict(test_ds).ravel()
RocCurveDisplay.from_predictions(test["target"], p)
plt.show()
# %%
sample = {"age": 60, "sex": 1, "cp": 1, "trestbps": 145, "chol": 233, "fbs": 1, "restecg": 2, "thalach": 150,
          "exang": 0, "oldpeak": 2.3, "slope": 3, "ca": 0, "thal": "fixed", "hr_reserve": 10}
print(model.predict({k: tf.convert_to_tensor([[v]]) for k, v in sample.items()}))
model.save("heart.keras")
