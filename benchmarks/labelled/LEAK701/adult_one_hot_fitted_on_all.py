# finds: LEAK701
# %%
import pandas as pd
from catboost import CatBoostClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import OneHotEncoder
# %%
cols = ["age", "workclass", "education", "marital", "occupation", "hours", "income"]
adult = pd.read_csv("adult.data", names=cols, skipinitialspace=True, na_values="?")
adult["y"] = adult["income"].eq(">50K").astype(int)
cat = ["workclass", "education", "marital", "occupation"]
adult[cat] = adult[cat].fillna("missing")
# %%
enc = OneHotEncoder(sparse_output=False)
enc.fit(adult[cat])  # <-- LEAK701

tr, te = train_test_split(adult, test_size=0.2, random_state=5)
X_tr = enc.transform(tr[cat])
X_te = enc.transform(te[cat])
# %%
cb = CatBoostClassifier(iterations=300, verbose=0, random_seed=5)
cb.fit(X_tr, tr["y"])
print("AUC:", roc_auc_score(te["y"], cb.predict_proba(X_te)[:, 1]))
