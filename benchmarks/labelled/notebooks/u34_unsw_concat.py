# notebook
# %% [markdown]
# # UNSW-NB15: both published parts, labels in both
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
import time
import pickle
from sklearn.preprocessing import LabelEncoder, OneHotEncoder, MinMaxScaler, StandardScaler
from sklearn.tree import DecisionTreeClassifier
from sklearn.ensemble import RandomForestClassifier, AdaBoostClassifier
from sklearn.metrics import accuracy_score, f1_score, confusion_matrix, roc_auc_score, classification_report
import xgboost as xgb
import warnings
warnings.filterwarnings("ignore")
# %%
train = pd.read_csv("UNSW_NB15_training-set.csv")
test = pd.read_csv("UNSW_NB15_testing-set.csv")
print("train", train.shape, "test", test.shape)
# %%
train.head()
# %%
train.info()
# %%
train.isnull().sum().sum(), test.isnull().sum().sum()
# %%
fig, ax = plt.subplots(1, 2, figsize=(14, 4))
train["attack_cat"].value_counts().plot.bar(ax=ax[0], title="train")
test["attack_cat"].value_counts().plot.bar(ax=ax[1], title="test")
plt.show()
# %%
train["label"].value_counts(normalize=True), test["label"].value_counts(normalize=True)
# %%
num_cols = train.select_dtypes("number").columns.drop(["id", "label"])
corr = train[num_cols].corr().abs()
plt.figure(figsize=(16, 12))
sns.heatmap(corr, cmap="Reds")
plt.show()
# %% [markdown]
# ## Together for the cleaning
# %%
n_train = len(train)
full = pd.concat([train, test], axis=0, ignore_index=True)
full = full.drop(columns=["id", "attack_cat"])
full["service"] = full["service"].replace("-", "none")
full.shape
# %%
# ct_ftp_cmd has blanks in some rows
full["ct_ftp_cmd"] = pd.to_numeric(full["ct_ftp_cmd"], errors="coerce")
full["ct_ftp_cmd"] = full["ct_ftp_cmd"].fillna(full["ct_ftp_cmd"].median())  # <-- LEAK702
full["is_ftp_login"] = (full["is_ftp_login"] >= 1).astype(int)
# %%
# clamp extreme values
for c in num_cols:
    if full[c].max() > 10 * full[c].median() and full[c].max() > 10:
        cap = full[c].quantile(0.95)  # <-- LEAK702
        full[c] = np.where(full[c] < cap, full[c], cap)  # <-- LEAK702?
# %%
for c in num_cols:
    if full[c].nunique() > 50:
        full[c] = np.log1p(full[c].clip(lower=0))
# %%
cat_cols = ["proto", "service", "state"]
for c in cat_cols:
    enc = LabelEncoder()
    full[c] = enc.fit_transform(full[c].astype(str))  # <-- LEAK701
full[cat_cols].describe()
# %%
full["bytes_ratio"] = full["sbytes"] / (full["dbytes"] + 1)
full["pkts"] = full["spkts"] + full["dpkts"]
features = [c for c in full.columns if c != "label"]
mms = MinMaxScaler()
full[features] = mms.fit_transform(full[features])  # <-- LEAK701
# %%
train_p = full.iloc[:n_train]
test_p = full.iloc[n_train:]
X_train, y_train = train_p.drop("label", axis=1), train_p["label"]
X_test, y_test = test_p.drop("label", axis=1), test_p["label"]
print(X_train.shape, X_test.shape)
del full
# %% [markdown]
# ## Decision tree
# %%
t0 = time.time()
dt = DecisionTreeClassifier(max_depth=10, random_state=0)
dt.fit(X_train, y_train)
p_dt = dt.predict(X_test)
print("time", time.time() - t0)
print("DT accuracy", accuracy_score(y_test, p_dt))  # <-- LEAK707?
print("DT F1", f1_score(y_test, p_dt))  # <-- LEAK707?
# %% [markdown]
# ## XGBoost
# %%
t0 = time.time()
bst = xgb.XGBClassifier(n_estimators=300, max_depth=7, learning_rate=0.1, tree_method="hist")
bst.fit(X_train, y_train)
p_x = bst.predict(X_test)
print("time", time.time() - t0)
print("XGB accuracy", accuracy_score(y_test, p_x))  # <-- LEAK707
print("XGB F1", f1_score(y_test, p_x))  # <-- LEAK707?
print("XGB AUC", roc_auc_score(y_test, bst.predict_proba(X_test)[:, 1]))  # <-- LEAK707?
# %%
fig, ax = plt.subplots(1, 2, figsize=(10, 4))
sns.heatmap(confusion_matrix(y_test, p_dt), annot=True, fmt="d", ax=ax[0])  # <-- LEAK707?
sns.heatmap(confusion_matrix(y_test, p_x), annot=True, fmt="d", ax=ax[1])  # <-- LEAK707?
plt.show()
# %%
imp = pd.Series(bst.feature_importances_, index=X_train.columns).nlargest(20)
imp.plot.barh(figsize=(6, 6))
plt.show()
# %%
fpr = ((p_x == 1) & (y_test.values == 0)).sum() / (y_test.values == 0).sum()
print("false alarm rate", fpr)
pickle.dump(bst, open("nids.pkl", "wb"))
