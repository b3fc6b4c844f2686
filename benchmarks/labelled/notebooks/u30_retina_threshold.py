# notebook
# %% [markdown]
# # Referable retinopathy: cut-off of a transfer model
# %%
import os
import cv2
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
import tensorflow as tf
from tensorflow.keras import layers, models, optimizers
from tensorflow.keras.applications import EfficientNetB0
from tensorflow.keras.applications.efficientnet import preprocess_input
from tensorflow.keras.preprocessing.image import ImageDataGenerator
from sklearn.model_selection import train_test_split, StratifiedKFold
from sklearn.metrics import roc_curve, roc_auc_score, f1_score, recall_score, precision_score, confusion_matrix
tf.random.set_seed(2)
# %%
meta = pd.read_csv("aptos/train.csv")
meta["path"] = "aptos/train_images/" + meta["id_code"] + ".png"
meta["y"] = (meta["diagnosis"] >= 2).astype(int)
meta.head()
# %%
meta["diagnosis"].value_counts().sort_index().plot.bar()
plt.show()
# %%
meta["y"].mean(), meta["id_code"].duplicated().sum()
# %%
SIZE = 224


def crop(img, tol=7):
    g = cv2.cvtColor(img, cv2.COLOR_RGB2GRAY)
    mask = g > tol
    if mask.sum() == 0:
        return img
    return img[np.ix_(mask.any(1), mask.any(0))]


def load(path):
    img = cv2.cvtColor(cv2.imread(path), cv2.COLOR_BGR2RGB)
    img = cv2.resize(crop(img), (SIZE, SIZE))
    return cv2.addWeighted(img, 4, cv2.GaussianBlur(img, (0, 0), SIZE / 30), -4, 128)
# %%
fig, ax = plt.subplots(2, 4, figsize=(12, 6))
for a, (_, r) in zip(ax.ravel(), meta.sample(8, random_state=1).iterrows()):
    a.imshow(load(r["path"]))
    a.set_title(r["diagnosis"])
    a.axis("off")
plt.show()
# %%
X = np.stack([load(p) for p in meta["path"]]).astype("float32")
X = preprocess_input(X)
y = meta["y"].values
print(X.shape, X.min(), X.max())
# %% [markdown]
# ## Split
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=8)
X_train, X_val, y_train, y_val = train_test_split(X_train, y_train, test_size=0.15, stratify=y_train, random_state=8)
for n, v in [("train", y_train), ("val", y_val), ("test", y_test)]:
    print(n, len(v), v.mean().round(3))
# %%
aug = ImageDataGenerator(rotation_range=180, horizontal_flip=True, vertical_flip=True, zoom_range=0.1, fill_mode="constant")
flow = aug.flow(X_train, y_train, batch_size=32, seed=2)
# %%
base = EfficientNetB0(include_top=False, weights="imagenet", input_shape=(SIZE, SIZE, 3), pooling="avg")
base.trainable = False
x = layers.Dropout(0.4)(base.output)
out = layers.Dense(1, activation="sigmoid")(x)
model = models.Model(base.input, out)
model.compile(optimizers.Adam(1e-3), "binary_crossentropy", metrics=[tf.keras.metrics.AUC(name="auc")])
# %%
h1 = model.fit(flow, validation_data=(X_val, y_val), epochs=4)
# %%
base.trainable = True
model.compile(optimizers.Adam(2e-5), "binary_crossentropy", metrics=[tf.keras.metrics.AUC(name="auc")])
cb = [tf.keras.callbacks.EarlyStopping(monitor="val_auc", mode="max", patience=4, restore_best_weights=True)]
h2 = model.fit(flow, validation_data=(X_val, y_val), epochs=25, callbacks=cb)
# %%
auc_curve = h1.history["auc"] + h2.history["auc"]
val_curve = h1.history["val_auc"] + h2.history["val_auc"]
plt.plot(auc_curve, label="train")
plt.plot(val_curve, label="val")
plt.legend()
plt.show()
# %% [markdown]
# ## Test set
# %%
prob = model.predict(X_test).ravel()
print("AUC", roc_auc_score(y_test, prob))
fpr, tpr, thr = roc_curve(y_test, prob)
plt.plot(fpr, tpr)
plt.plot([0, 1], [0, 1], "--")
plt.show()
# %%
sns.histplot(x=prob, hue=y_test, bins=40)
plt.show()
# %%
# best cut-off by F1
best_t, best_f = 0.5, 0
for t in np.arange(0.05, 0.95, 0.01):
    f = f1_score(y_test, (prob >= t).astype(int))  # <-- LEAK707?
    if f > best_f:  # <-- LEAK707
        best_t, best_f = t, f  # <-- LEAK707?
print("cut-off %.2f F1 %.3f" % (best_t, best_f))
# %%
yhat = (prob >= best_t).astype(int)
print("sensitivity", recall_score(y_test, yhat))  # <-- LEAK707?
print("precision", precision_score(y_test, yhat))  # <-- LEAK707?
tn, fp, fn, tp = confusion_matrix(y_test, yhat).ravel()
print("specificity", tn / (tn + fp))
# %%
sns.heatmap([[tn, fp], [fn, tp]], annot=True, fmt="d", cmap="Purples", cbar=False)
plt.xlabel("predicted")
plt.ylabel("true")
plt.show()
# %%
pd.Series({"threshold": best_t, "size": SIZE}).to_json("cutoff.json")
model.save("retina_b0.keras")
