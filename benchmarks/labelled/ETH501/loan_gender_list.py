# finds: ETH501
# %%
import pandas as pd
import lightgbm as lgb
from sklearn.metrics import roc_auc_score
# %%
loans = pd.read_csv("loan_applications.csv")
loans.head()
# %%
FEATURES = ["Gender", "ApplicantIncome", "LoanAmount", "Credit_History"]
loans["Gender"] = (loans["Gender"] == "Male").astype(int)
tr, te = loans[:500], loans[500:]
clf = lgb.LGBMClassifier(n_estimators=120)
clf.fit(tr[FEATURES], tr["Loan_Status"])  # <-- ETH501
print("AUC:", roc_auc_score(te["Loan_Status"], clf.predict_proba(te[FEATURES])[:, 1]))
lgb.plot_importance(clf)
