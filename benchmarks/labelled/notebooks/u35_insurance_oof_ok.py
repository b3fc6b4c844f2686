# notebook
# %% [markdown]
# # Tabular playground: claims. Folds with everything learnt inside
# %%
import gc
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
from catboost import CatBoostClassifier, Pool
from lightgbm import LGBMClassifier
from sklearn.base import clone
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import StandardScaler, OrdinalEncoder, LabelEncoder
from sklearn.model_selection import StratifiedKFold, train_test_split
from sklearn.metrics import roc_auc_score, roc_curve
pd.options.display.max_columns = 100
# %%
train = pd.read_csv("../input/tps-claims/train.csv", index_col="id")
test = pd.read_csv("../input/tps-claims/test.csv", index_col="id")
sub = pd.read_csv("../input/tps-claims/sample_solution.csv")
train.shape, test.shape
# %%
train.head()
# %%
train.describe().T.style.background_gradient()
# %%
na = pd.DataFrame({"train": train.isna().mean(), "test": test.isna().mean()})
na.sort_values("train").tail(20).plot.barh(figsize=(6, 6))
plt.show()
# %%
sns.countplot(x=train["claim"])
plt.show()
# %%
feats = [c for c in test.columns]
nums = [c for c in feats if train[c].dtype != "object"]
cats = [c for c in feats if train[c].dtype == "object"]
print(len(nums), len(cats))
# %%
fig, axes = plt.subplots(3, 4, figsize=(14, 8))
for a, c in zip(axes.ravel(), nums):
    sns.kdeplot(train[c].sample(5000, random_state=0), ax=a)
    sns.kdeplot(test[c].sample(5000, random_state=0), ax=a)
plt.tight_layout()
plt.show()
# %%
c = train[nums + ["claim"]].corr()["claim"].drop("claim")
print(c.abs().sort_values().tail(10))
# %% [markdown]
# ## Row-wise features
# %%
def row_features(d):
    d = d.copy()
    d["n_missing"] = d[feats].isna().sum(axis=1)
    d["row_mean"] = d[nums].mean(axis=1)
    d["row_std"] = d[nums].std(axis=1)
    d["row_max"] = d[nums].max(axis=1)
    d[cats] = d[cats].fillna("missing")
    return d


train = row_features(train)
test = row_features(test)
nums = nums + ["n_missing", "row_mean", "row_std", "row_max"]
# %% [markdown]
# ## Encoding by folds
# %%
class FoldEncoder:
    """Median fill, standard scale and smoothed claim rates, from the fit rows alone."""

    def __init__(self, smooth=20):
        self.smooth = smooth

    def fit(self, d, y):
        self.imp = SimpleImputer(strategy="median").fit(d[nums])
        self.sc = StandardScaler().fit(self.imp.transform(d[nums]))
        self.prior = y.mean()
        self.maps = {}
        for col in cats:
            g = y.groupby(d[col]).agg(["sum", "count"])
            self.maps[col] = (g["sum"] + self.smooth * self.prior) / (g["count"] + self.smooth)
        return self

    def transform(self, d):
        out = pd.DataFrame(self.sc.transform(self.imp.transform(d[nums])), columns=nums, index=d.index)
        for col in cats:
            out[col] = d[col].map(self.maps[col]).fillna(self.prior).astype(float)
        return out
# %%
y = train["claim"]
N = 5
skf = StratifiedKFold(n_splits=N, shuffle=True, random_state=2021)
oof = np.zeros(len(train))
pred_test = np.zeros(len(test))
aucs = []
for fold, (itr, iva) in enumerate(skf.split(train, y)):
    dtr, dva = train.iloc[itr], train.iloc[iva]
    ytr, yva = y.iloc[itr], y.iloc[iva]
    enc = FoldEncoder().fit(dtr, ytr)
    Xtr, Xva, Xte = enc.transform(dtr), enc.transform(dva), enc.transform(test)
    model = LGBMClassifier(n_estimators=700, learning_rate=0.03, num_leaves=31, subsample=0.8, subsample_freq=1,
                           colsample_bytree=0.6, reg_lambda=5, random_state=fold)
    model.fit(Xtr, ytr)
    oof[iva] = model.predict_proba(Xva)[:, 1]
    pred_test += model.predict_proba(Xte)[:, 1] / N
    aucs.append(roc_auc_score(yva, oof[iva]))
    print(f"fold {fold} AUC {aucs[-1]:.5f} (train rows {roc_auc_score(ytr, model.predict_proba(Xtr)[:, 1]):.5f})")
    del Xtr, Xva, Xte
    gc.collect()
# %%
print(f"OOF AUC {roc_auc_score(y, oof):.5f}, mean {np.mean(aucs):.5f} +- {np.std(aucs):.5f}")
# %%
fpr, tpr, _ = roc_curve(y, oof)
plt.plot(fpr, tpr)
plt.plot([0, 1], [0, 1], "k--")
plt.show()
# %%
pd.Series(model.feature_importances_, index=nums + cats).nlargest(20).plot.barh(figsize=(6, 7))
plt.title("last fold")
plt.show()
# %%
sns.histplot(pred_test, bins=80, color="g")
sns.histplot(oof, bins=80, color="r", alpha=0.4)
plt.show()
# %%
sub["claim"] = pred_test
sub.to_csv("submission.csv", index=False)
sub.head()
