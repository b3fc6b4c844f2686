# finds: LEAK705
# %%
import numpy as np
import pandas as pd
from sklearn.preprocessing import MinMaxScaler
from tensorflow.keras import Sequential
from tensorflow.keras.layers import LSTM, Dense

stock = pd.read_csv("GOOG.csv")[["Open"]].values
training_set, test_set = stock[:1200], stock[1200:]
# %%
sc = MinMaxScaler(feature_range=(0, 1))
train_scaled = sc.fit_transform(training_set)
sc_test = MinMaxScaler(feature_range=(0, 1))
test_scaled = sc_test.fit_transform(test_set)  # <-- LEAK705


def windows(a, n=60):
    X = np.array([a[i - n : i] for i in range(n, len(a))])
    return X, a[n:, 0]
# %%
X_train, y_train = windows(train_scaled)
X_test, y_test = windows(test_scaled)
regressor = Sequential([LSTM(50), Dense(1)])
regressor.compile(optimizer="adam", loss="mean_squared_error")
regressor.fit(X_train, y_train, epochs=20, batch_size=32)
print(regressor.evaluate(X_test, y_test))
