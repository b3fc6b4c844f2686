# finds: LEAK706
# %%
# first neural network with keras tutorial
from numpy import loadtxt
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense
# %%
dataset = loadtxt("pima-indians-diabetes.csv", delimiter=",")
# split into input (X) and output (y) variables
X = dataset[:, 0:8]
y = dataset[:, 8]
# %%
model = Sequential()
model.add(Dense(12, input_shape=(8,), activation="relu"))
model.add(Dense(8, activation="relu"))
model.add(Dense(1, activation="sigmoid"))
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(X, y, epochs=150, batch_size=10, verbose=0)
# %%
# evaluate the keras model
_, accuracy = model.evaluate(X, y)  # <-- LEAK706
print("Accuracy: %.2f" % (accuracy * 100))
