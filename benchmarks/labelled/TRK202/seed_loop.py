# silent: TRK202
# %%
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split
# %%
crop = pd.read_csv("yield.csv")
X, y = crop[["rain_mm", "temp_mean", "soil_ph"]], crop["t_per_ha"]
Xa, Xb, ya, yb = train_test_split(X, y, random_state=0)
# %%
# how much does the score move with the seed alone?
r2 = []
for seed in range(10):
    rf = RandomForestRegressor(n_estimators=200, random_state=seed).fit(Xa, ya)
    r2.append(r2_score(yb, rf.predict(Xb)))
print(f"{np.mean(r2):.3f} +- {np.std(r2):.3f}")
