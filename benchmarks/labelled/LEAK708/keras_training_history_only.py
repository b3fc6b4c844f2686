# finds: LEAK708
# %%
import matplotlib.pyplot as plt
import tensorflow as tf
from tensorflow.keras import layers

train_ds = tf.keras.utils.image_dataset_from_directory("flowers/", image_size=(180, 180), batch_size=32)
print(train_ds.class_names)
# %%
model = tf.keras.Sequential([
    layers.Rescaling(1.0 / 255),
    layers.Conv2D(32, 3, activation="relu"),
    layers.GlobalAveragePooling2D(),
    layers.Dense(5),
])
model.compile(optimizer="adam", loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
history = model.fit(train_ds, epochs=15)  # <-- LEAK708
# %%
plt.plot(history.history["accuracy"])
plt.title("training accuracy")
model.save("flowers.keras")  # <-- LEAK708?
