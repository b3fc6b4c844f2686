# finds: TRK202
# %%
from itertools import product
import numpy as np
from tensorflow.keras.layers import Dense, Dropout
from tensorflow.keras.models import Sequential
from tensorflow.keras.optimizers import Adam

data = np.load("sensors.npz")
Xtr, ytr, Xva, yva = (data[k] for k in ("xtr", "ytr", "xva", "yva"))
# %%
def build(units, rate, lr):
    m = Sequential([Dense(units, activation="relu"), Dropout(rate), Dense(1)])
    m.compile(Adam(learning_rate=lr), loss="mse")
    return m
# %%
scores = {}
for units, rate, lr in product([32, 64, 128], [0.1, 0.3], [1e-2, 1e-3]):  # <-- TRK202
    m = build(units, rate, lr)
    m.fit(Xtr, ytr, epochs=15, batch_size=64, verbose=0)  # <-- TRK202?
    scores[(units, rate, lr)] = m.evaluate(Xva, yva, verbose=0)
best = min(scores, key=scores.get)
print(best, scores[best])
