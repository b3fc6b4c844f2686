# finds: LEAK702
# %%
import pandas as pd
from sklearn.linear_model import LogisticRegressionCV
from sklearn.model_selection import cross_val_score

loans = pd.read_csv("lending_club.csv", usecols=["annual_inc", "dti", "revol_util", "bad_loan"]).dropna()
loans.hist(bins=50, figsize=(10, 3))
# %%
lo = loans["annual_inc"].quantile(0.01)  # <-- LEAK702?
hi = loans["annual_inc"].quantile(0.99)  # <-- LEAK702?
loans["annual_inc"] = loans["annual_inc"].clip(lo, hi)  # <-- LEAK702
# %%
y = loans.pop("bad_loan")
scores = cross_val_score(LogisticRegressionCV(max_iter=2000), loans, y, cv=5, scoring="roc_auc")
print("ROC AUC: %0.3f" % scores.mean())
