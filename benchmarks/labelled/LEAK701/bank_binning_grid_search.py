# finds: LEAK701
# %%
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.preprocessing import KBinsDiscretizer

bank = pd.read_csv("bank-full.csv", sep=";")
print(bank.shape)
bank["y"] = bank["y"].map(dict(yes=1, no=0))
# %%
kb = KBinsDiscretizer(n_bins=8, encode="onehot-dense", strategy="quantile")
binned = kb.fit_transform(bank[["age", "balance", "duration", "campaign"]])  # <-- LEAK701
# %%
grid = GridSearchCV(
    LogisticRegression(max_iter=500),
    param_grid={"C": [0.01, 0.1, 1, 10]},
    cv=5,
    scoring="roc_auc",
)
grid.fit(binned, bank["y"])
print(grid.best_params_, round(grid.best_score_, 4))
pd.DataFrame(grid.cv_results_)[["param_C", "mean_test_score", "std_test_score"]]
