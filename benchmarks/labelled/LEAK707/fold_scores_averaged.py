# silent: LEAK707
# %%
import numpy as np
import pandas as pd
from catboost import CatBoostRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import KFold

rent = pd.read_csv("apartments_for_rent.csv")
X, y = rent[["bedrooms", "bathrooms", "square_feet", "latitude"]], rent["price"]
# %%
kf = KFold(n_splits=5, shuffle=True, random_state=2023)
maes = []
for fold, (tr_idx, te_idx) in enumerate(kf.split(X)):
    cat = CatBoostRegressor(iterations=500, verbose=0, random_seed=fold)
    cat.fit(X.iloc[tr_idx], y.iloc[tr_idx])
    maes.append(mean_absolute_error(y.iloc[te_idx], cat.predict(X.iloc[te_idx])))
    print(f"Fold {fold}: {maes[-1]:.1f}")
print(f"MAE {np.mean(maes):.1f}, worst fold {max(maes):.1f}")
