# finds: LEAK705
# %%
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.metrics import roc_auc_score

train = pd.read_csv("aps_failure_training_set.csv", na_values="na")
test = pd.read_csv("aps_failure_test_set.csv", na_values="na")
y_train, y_test = train.pop("class") == "pos", test.pop("class") == "pos"
# %%
X_train = SimpleImputer(strategy="median").fit_transform(train)
X_test = SimpleImputer(strategy="median").fit_transform(test)  # <-- LEAK705
print(X_train.shape, X_test.shape)
# %%
rf = RandomForestClassifier(200, n_jobs=-1, random_state=0)
rf.fit(X_train, y_train)
print(f"AUC: {roc_auc_score(y_test, rf.predict_proba(X_test)[:, 1]):.4f}")
