# notebook
# %% [markdown]
# # Loan default, end to end with a Preprocessor class
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
import pickle
from sklearn.preprocessing import StandardScaler, MinMaxScaler, LabelEncoder
from sklearn.impute import SimpleImputer, KNNImputer
from sklearn.model_selection import train_test_split, RandomizedSearchCV
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score, f1_score, precision_score, recall_score, RocCurveDisplay
# %%
class Config:
    path = "loans.csv"
    target = "loan_status"
    seed = 31
    test_size = 0.25
    drop = ["id", "member_id", "url", "title", "zip_code"]
# %%
class LoanData:
    """Loads and shows the table."""

    def __init__(self, cfg):
        self.cfg = cfg

    def load(self):
        df = pd.read_csv(self.cfg.path, low_memory=False)
        return df.drop(columns=self.cfg.drop)


cfg = Config()
df = LoanData(cfg).load()
print(df.shape)
df.head()
# %%
df.describe(include="all").T
# %%
df[cfg.target].value_counts()
# %%
df = df[df[cfg.target].isin(["Fully Paid", "Charged Off"])]
df[cfg.target] = df[cfg.target].map({"Fully Paid": 0, "Charged Off": 1})
# %%
na = df.isna().mean()
df = df.loc[:, na < 0.4]
df.shape
# %%
fig, axes = plt.subplots(2, 2, figsize=(12, 8))
for a, c in zip(axes.ravel(), ["loan_amnt", "int_rate", "annual_inc", "dti"]):
    sns.kdeplot(data=df.sample(5000, random_state=0), x=c, hue=cfg.target, ax=a)
plt.tight_layout()
plt.show()
# %%
df["term"] = df["term"].str.extract(r"(\d+)").astype(int)
df["emp_length"] = df["emp_length"].str.extract(r"(\d+)").astype(float)
df["issue_d"] = pd.to_datetime(df["issue_d"], format="%b-%Y")
df["earliest_cr_line"] = pd.to_datetime(df["earliest_cr_line"], format="%b-%Y")
df["cr_hist"] = (df["issue_d"] - df["earliest_cr_line"]).dt.days / 365.25
df["inc_ratio"] = df["installment"] * 12 / (df["annual_inc"] + 1)
df = df.drop(columns=["issue_d", "earliest_cr_line"])
# %%
# risk of the sub grade: share of charged off loans
risk = df.groupby("sub_grade")[cfg.target].mean()  # <-- LEAK704
df["sub_grade_risk"] = df["sub_grade"].map(risk)  # <-- LEAK704?
df = df.drop(columns=["sub_grade"])
risk.plot.bar()
plt.show()
# %%
class Preprocessor:
    def __init__(self, target):
        self.target = target
        self.scaler = StandardScaler()
        self.imputer = SimpleImputer(strategy="median")
        self.encoders = {}

    def _split_types(self, df):
        num = df.select_dtypes("number").columns.drop(self.target)
        cat = df.select_dtypes("object").columns
        return list(num), list(cat)

    def fit_transform(self, df):
        df = df.copy()
        self.num, self.cat = self._split_types(df)
        df[self.num] = self.imputer.fit_transform(df[self.num])  # <-- LEAK701
        df[self.num] = self.scaler.fit_transform(df[self.num])  # <-- LEAK701
        for c in self.cat:
            le = LabelEncoder()
            df[c] = le.fit_transform(df[c].fillna("missing"))  # <-- LEAK701
            self.encoders[c] = le
        return df

    def transform(self, df):
        df = df.copy()
        df[self.num] = self.imputer.transform(df[self.num])
        df[self.num] = self.scaler.transform(df[self.num])
        for c in self.cat:
            df[c] = self.encoders[c].transform(df[c].fillna("missing"))
        return df
# %%
prep = Preprocessor(cfg.target)
data = prep.fit_transform(df)  # <-- LEAK701?
data.head()
# %%
X = data.drop(columns=[cfg.target])
y = data[cfg.target]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=cfg.test_size, random_state=cfg.seed, stratify=y)
# %%
param = {"n_estimators": [200, 400], "max_depth": [8, 14, None], "min_samples_leaf": [1, 5, 20]}
search = RandomizedSearchCV(RandomForestClassifier(class_weight="balanced", random_state=cfg.seed), param,
                            n_iter=8, cv=3, scoring="roc_auc", random_state=cfg.seed, n_jobs=-1)
search.fit(X_train, y_train)
print(search.best_params_, search.best_score_)
# %%
best = search.best_estimator_


def report(name, model, X, y):
    p = model.predict(X)
    s = model.predict_proba(X)[:, 1]
    print(f"[{name}] auc {roc_auc_score(y, s):.3f} f1 {f1_score(y, p):.3f} "
          f"prec {precision_score(y, p):.3f} rec {recall_score(y, p):.3f}")


report("train", best, X_train, y_train)
report("test", best, X_test, y_test)
# %%
RocCurveDisplay.from_estimator(best, X_test, y_test)
plt.show()
# %%
imp = pd.Series(best.feature_importances_, X.columns).nlargest(15)
imp.plot.barh()
plt.show()
# %%
with open("loan.pkl", "wb") as f:
    pickle.dump({"prep": prep, "model": best}, f)
