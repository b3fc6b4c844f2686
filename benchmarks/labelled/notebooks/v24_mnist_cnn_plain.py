# notebook
# %% [markdown]
# # Digits with a small CNN
# %%
import numpy as np
import matplotlib.pyplot as plt
import seaborn as sns
import itertools
import tensorflow as tf
from tensorflow.keras import layers, models
from tensorflow.keras.datasets import mnist
from tensorflow.keras.utils import to_categorical
from tensorflow.keras.preprocessing.image import ImageDataGenerator
from sklearn.metrics import confusion_matrix
from sklearn.model_selection import train_test_split
np.random.seed(2)
# %%
(x_train, y_train), (x_test, y_test) = mnist.load_data()
print(x_train.shape, x_test.shape)
# %%
sns.countplot(x=y_train)
# %%
plt.figure(figsize=(8, 8))
for i in range(16):
    plt.subplot(4, 4, i + 1)
    plt.imshow(x_train[i], cmap='gray')
    plt.title(y_train[i]); plt.axis('off')
# %%
x_train = x_train.reshape(-1, 28, 28, 1).astype('float32') / 255.0
x_test = x_test.reshape(-1, 28, 28, 1).astype('float32') / 255.0
y_train_c = to_categorical(y_train, num_classes=10)
y_test_c = to_categorical(y_test, num_classes=10)
# %%
x_tr, x_val, y_tr, y_val = train_test_split(x_train, y_train_c, test_size=0.1, random_state=2)
# %%
model = models.Sequential([
    layers.Conv2D(32, (3, 3), activation='relu', input_shape=(28, 28, 1)),
    layers.MaxPooling2D((2, 2)),
    layers.Conv2D(64, (3, 3), activation='relu'),
    layers.MaxPooling2D((2, 2)),
    layers.Flatten(),
    layers.Dropout(0.4),
    layers.Dense(64, activation='relu'),
    layers.Dense(10, activation='softmax'),
])
model.compile(optimizer='rmsprop', loss='categorical_crossentropy', metrics=['accuracy'])
model.summary()
# %%
datagen = ImageDataGenerator(rotation_range=10, zoom_range=0.1, width_shift_range=0.1, height_shift_range=0.1)
lr_cb = tf.keras.callbacks.ReduceLROnPlateau(monitor='val_accuracy', patience=3, factor=0.5)
stop = tf.keras.callbacks.EarlyStopping(monitor='val_loss', patience=4, restore_best_weights=True)
# %%
hist = model.fit(datagen.flow(x_tr, y_tr, batch_size=86), epochs=30, validation_data=(x_val, y_val), callbacks=[lr_cb, stop])
# %%
fig, ax = plt.subplots(2, 1)
ax[0].plot(hist.history['loss'], label='train loss')
ax[0].plot(hist.history['val_loss'], label='val loss')
ax[1].plot(hist.history['accuracy'], label='train acc')
ax[1].plot(hist.history['val_accuracy'], label='val acc')
ax[0].legend(); ax[1].legend()
# %%
test_loss, test_acc = model.evaluate(x_test, y_test_c, verbose=0)
print('Test accuracy:', test_acc)
# %%
y_hat = np.argmax(model.predict(x_test), axis=1)
cm = confusion_matrix(y_test, y_hat)
plt.figure(figsize=(8, 8))
sns.heatmap(cm, annot=True, fmt='d', cmap='Blues')
# %%
errors = np.where(y_hat != y_test)[0]
print(len(errors), 'errors')
for j in errors[:6]:
    print('predicted', y_hat[j], 'true', y_test[j])
# %% [markdown]
# ## What the last hidden layer sees
# %%
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler
feat = tf.keras.Model(model.inputs, model.layers[-2].output)
emb = feat.predict(x_test[:2000])
emb2 = PCA(n_components=2).fit_transform(StandardScaler().fit_transform(emb))
plt.figure(figsize=(8, 8))
plt.scatter(emb2[:, 0], emb2[:, 1], c=y_test[:2000], cmap='tab10', s=6)
plt.colorbar()
plt.show()
# %%
def show_filters(layer, n=16):
    w = layer.get_weights()[0]
    w = (w - w.min()) / (w.max() - w.min())
    for i in range(n):
        plt.subplot(4, 4, i + 1)
        plt.imshow(w[:, :, 0, i], cmap='gray')
        plt.axis('off')

show_filters(model.layers[0])
