# finds: LEAK707
# %%
import pandas as pd
import tensorflow as tf
from sklearn.model_selection import train_test_split
from tensorflow.keras.callbacks import EarlyStopping
from tensorflow.keras.layers import Dense, Dropout
from tensorflow.keras.models import Sequential

cancer = pd.read_csv("cancer_classification.csv")
X = cancer.drop("benign_0__mal_1", axis=1).values
y = cancer["benign_0__mal_1"].values
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=101)
# %%
model = Sequential([Dense(30, activation="relu"), Dropout(0.5), Dense(15, activation="relu"), Dense(1, activation="sigmoid")])
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
early_stop = EarlyStopping(monitor="val_loss", mode="min", patience=25, restore_best_weights=True)  # <-- LEAK707?
# %%
model.fit(x=X_train, y=y_train, epochs=600, validation_data=(X_test, y_test), callbacks=[early_stop])  # <-- LEAK707
pd.DataFrame(model.history.history)[["loss", "val_loss"]].plot()
# %%
print(model.evaluate(X_test, y_test))  # <-- LEAK707?
