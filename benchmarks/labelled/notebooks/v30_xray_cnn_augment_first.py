# notebook
# %% [markdown]
# # Chest X-ray: CNN with more images by flipping
# %%
import os, cv2, glob, random
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
from tqdm import tqdm
from sklearn.model_selection import train_test_split
from sklearn.metrics import classification_report
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Conv2D, MaxPooling2D, Flatten, Dense, Dropout
# %%
DIR = '../input/chest_xray/all'
CLASSES = ['NORMAL', 'PNEUMONIA']
SIZE = 96
# %%
arr = np.load(os.path.join(DIR, 'images_96.npz'))
X = arr['images']
y = arr['labels']
print(X.shape, y.shape, np.bincount(y))
# %%
fig, ax = plt.subplots(2, 5, figsize=(12, 5))
for i, a in enumerate(ax.ravel()):
    a.imshow(X[i], cmap='gray')
    a.set_title(CLASSES[y[i]])
    a.axis('off')
# %%
print('mean pixel', X.mean(), 'std', X.std())
# %%
X = X.astype('float32') / 255.
# %% [markdown]
# ## Augmentation
# Doubling the data set with mirrored copies
# %%
X_flip = X[:, :, ::-1]
X_aug = np.concatenate([X, X_flip], axis=0) # <-- LEAK703
y_aug = np.concatenate([y, y], axis=0) # <-- LEAK703?
print(X_aug.shape)
# %%
X_aug = X_aug.reshape(-1, SIZE, SIZE, 1)
X_train, X_test, y_train, y_test = train_test_split(X_aug, y_aug, test_size=0.2, random_state=13, stratify=y_aug)
# %%
model = Sequential([
    Conv2D(32, 3, activation='relu', input_shape=(SIZE, SIZE, 1)),
    MaxPooling2D(),
    Conv2D(64, 3, activation='relu'),
    MaxPooling2D(),
    Flatten(),
    Dense(64, activation='relu'),
    Dropout(0.5),
    Dense(1, activation='sigmoid'),
])
model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])
# %%
history = model.fit(X_train, y_train, epochs=12, batch_size=32, validation_split=0.1)
# %%
plt.plot(history.history['accuracy'])
plt.plot(history.history['val_accuracy'])
# %%
score = model.evaluate(X_test, y_test)
print(f'loss {score[0]:.3f} acc {score[1]:.3f}')
y_pred = (model.predict(X_test) > 0.5).astype(int).ravel()
print(classification_report(y_test, y_pred, target_names=CLASSES))
# %%
idx = np.where(y_pred != y_test)[0][:6]
for i in idx:
    plt.imshow(X_test[i].squeeze(), cmap='gray')
    plt.title(f'true {CLASSES[y_test[i]]}')
    plt.show()
