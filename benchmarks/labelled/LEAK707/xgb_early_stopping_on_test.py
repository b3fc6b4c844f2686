# finds: LEAK707
# %%
!pip install -q xgboost
import pandas as pd
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from xgboost import XGBClassifier

bank = pd.read_csv("Churn_Modelling.csv").drop(columns=["RowNumber", "CustomerId", "Surname"])
bank = pd.get_dummies(bank, drop_first=True)
X, y = bank.drop(columns="Exited"), bank["Exited"]
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=1234)
clf = XGBClassifier(n_estimators=2000, learning_rate=0.02, early_stopping_rounds=50, eval_metric="auc")
clf.fit(X_train, y_train, eval_set=[(X_test, y_test)], verbose=100)  # <-- LEAK707
print("stopped at", clf.best_iteration)
# %%
auc = roc_auc_score(y_test, clf.predict_proba(X_test)[:, 1])  # <-- LEAK707?
print(f"Test AUC: {auc:.4f}")
