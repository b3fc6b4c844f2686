# finds: TRK202
# %%
import numpy as np
import matplotlib.pyplot as plt
from sklearn.datasets import load_diabetes
from sklearn.linear_model import Lasso
from sklearn.model_selection import cross_val_score
# %%
X, y = load_diabetes(return_X_y=True)
alphas = [0.001, 0.01, 0.1, 1.0, 10.0]
r2 = [cross_val_score(Lasso(alpha=a), X, y, cv=5, scoring="r2").mean() for a in alphas]  # <-- TRK202
# %%
plt.semilogx(alphas, r2, marker="o")
plt.xlabel("alpha")
plt.ylabel("mean R2 (5 folds)")
plt.grid(alpha=0.3)
print("best alpha:", alphas[int(np.argmax(r2))])
