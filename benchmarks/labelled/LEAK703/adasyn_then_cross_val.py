# finds: LEAK703
# %%
import imblearn.over_sampling as over
import pandas as pd
from sklearn.model_selection import cross_val_score
from lightgbm import LGBMClassifier

oil = pd.read_csv("oil-spill.csv", header=None)
print(oil.shape, oil.iloc[:, -1].value_counts().to_dict())
# %%
X = oil.drop(columns=[0, 22, 49]).to_numpy()
y = (oil[49] == 1).astype(int)
# %%
X_bal, y_bal = over.ADASYN(random_state=11).fit_resample(X, y)  # <-- LEAK703
scores = cross_val_score(LGBMClassifier(n_estimators=100, verbose=-1), X_bal, y_bal, cv=5, scoring="f1")
print(f"F1 = {scores.mean():.3f} +/- {scores.std():.3f}")
