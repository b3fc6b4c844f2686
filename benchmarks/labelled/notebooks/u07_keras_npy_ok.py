# notebook
# %% [markdown]
# # Cell images: infected or not (CNN)
# %%
import os
import numpy as np
import matplotlib.pyplot as plt
import pandas as pd
import seaborn as sns
import cv2
from glob import glob
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers, regularizers
from tensorflow.keras.preprocessing.image import ImageDataGenerator
from tensorflow.keras.callbacks import EarlyStopping, ReduceLROnPlateau, ModelCheckpoint
from sklearn.model_selection import train_test_split
from sklearn.metrics import roc_curve, auc, classification_report, confusion_matrix
# %%
SEED = 1234
tf.keras.utils.set_random_seed(SEED)
IMG = 64
# %%
images = np.load("cells_images.npy")
labels = np.load("cells_labels.npy")
print(images.shape, images.dtype, labels.shape, np.unique(labels, return_counts=True))
# %%
plt.figure(figsize=(12, 6))
for n, i in enumerate(np.random.choice(len(images), 10, replace=False)):
    plt.subplot(2, 5, n + 1)
    plt.imshow(images[i])
    plt.title("infected" if labels[i] else "healthy")
    plt.axis("off")
plt.show()
# %%
# brightness by class
br = images.reshape(len(images), -1).mean(axis=1)
sns.kdeplot(x=br, hue=labels)
plt.show()
print("mean of the pixels", images.mean(), "std", images.std())
# %%
def to_size(arr, size=IMG):
    out = np.zeros((len(arr), size, size, 3), dtype=np.float32)
    for i, im in enumerate(arr):
        out[i] = cv2.resize(im, (size, size))
    return out / 255.0


images = to_size(images)
# %%
perm = np.random.RandomState(SEED).permutation(len(images))
images, labels = images[perm], labels[perm]
# %%
X_train, X_test, y_train, y_test = train_test_split(images, labels, test_size=0.15, stratify=labels, random_state=SEED)
X_train, X_valid, y_train, y_valid = train_test_split(X_train, y_train, test_size=0.15, stratify=y_train, random_state=SEED)
print(len(X_train), len(X_valid), len(X_test))
# %%
channel_mean = X_train.mean(axis=(0, 1, 2))
channel_std = X_train.std(axis=(0, 1, 2))
X_train = (X_train - channel_mean) / channel_std
X_valid = (X_valid - channel_mean) / channel_std
X_test = (X_test - channel_mean) / channel_std
# %%
datagen = ImageDataGenerator(rotation_range=30, horizontal_flip=True, vertical_flip=True, zoom_range=0.1)
train_flow = datagen.flow(X_train, y_train, batch_size=64, seed=SEED)
xb, yb = next(train_flow)
print(xb.shape, yb[:5])
# %%
def build():
    inp = keras.Input((IMG, IMG, 3))
    x = inp
    for f in (32, 64, 128):
        x = layers.Conv2D(f, 3, padding="same", kernel_regularizer=regularizers.l2(1e-4))(x)
        x = layers.BatchNormalization()(x)
        x = layers.Activation("relu")(x)
        x = layers.MaxPooling2D()(x)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(0.4)(x)
    out = layers.Dense(1, activation="sigmoid")(x)
    m = keras.Model(inp, out)
    m.compile("adam", "binary_crossentropy", metrics=["accuracy", keras.metrics.AUC(name="auc")])
    return m


model = build()
model.summary()
# %%
cbs = [
    EarlyStopping(monitor="val_auc", mode="max", patience=6, restore_best_weights=True),
    ReduceLROnPlateau(monitor="val_loss", patience=3, factor=0.3),
]
hist = model.fit(train_flow, validation_data=(X_valid, y_valid), epochs=40, callbacks=cbs)
# %%
h = pd.DataFrame(hist.history)
h[["accuracy", "val_accuracy"]].plot()
plt.show()
h[["loss", "val_loss"]].plot()
plt.show()
# %% [markdown]
# Threshold on the validation set
# %%
pv = model.predict(X_valid).ravel()
fpr, tpr, thr = roc_curve(y_valid, pv)
best_thr = thr[np.argmax(tpr - fpr)]
print("threshold", best_thr)
# %%
pt = model.predict(X_test).ravel()
fpr_t, tpr_t, _ = roc_curve(y_test, pt)
print("test AUC", auc(fpr_t, tpr_t))
print(classification_report(y_test, (pt > best_thr).astype(int)))
print(confusion_matrix(y_test, (pt > best_thr).astype(int)))
# %%
wrong = np.where((pt > best_thr).astype(int) != y_test)[0][:10]
plt.figure(figsize=(12, 5))
for n, i in enumerate(wrong):
    plt.subplot(2, 5, n + 1)
    plt.imshow(np.clip(X_test[i] * channel_std + channel_mean, 0, 1))
    plt.title(f"{pt[i]:.2f}")
plt.show()
model.save("cells.keras")
