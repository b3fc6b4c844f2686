# finds: LEAK707
# %%
from tensorflow import keras
from keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.imdb.load_data(num_words=20000)
x_train = keras.utils.pad_sequences(x_train, maxlen=200)
x_test = keras.utils.pad_sequences(x_test, maxlen=200)
# %%
model = keras.Sequential([
    layers.Embedding(20000, 64),
    layers.Bidirectional(layers.LSTM(32)),
    layers.Dense(1, activation="sigmoid"),
])
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
ckpt = keras.callbacks.ModelCheckpoint("lstm.keras", monitor="val_accuracy", save_best_only=True)  # <-- LEAK707?
history = model.fit(x_train, y_train, epochs=6, validation_data=(x_test, y_test), callbacks=[ckpt])  # <-- LEAK707
# %%
best = keras.models.load_model("lstm.keras")
print("test:", best.evaluate(x_test, y_test))  # <-- LEAK707?
