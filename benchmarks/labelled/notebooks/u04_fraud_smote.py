# notebook
# %% [markdown]
# # Credit card fraud: dealing with imbalance
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
from collections import Counter
import warnings
warnings.filterwarnings("ignore")
# %%
from sklearn.preprocessing import RobustScaler, StandardScaler
from sklearn.model_selection import train_test_split, GridSearchCV, StratifiedKFold
from sklearn.linear_model import LogisticRegression
from sklearn.tree import DecisionTreeClassifier
from sklearn.ensemble import RandomForestClassifier
from sklearn.manifold import TSNE
from sklearn.metrics import confusion_matrix, roc_auc_score, precision_recall_curve, average_precision_score, classification_report
from imblearn.over_sampling import SMOTE, ADASYN
from imblearn.under_sampling import NearMiss
from xgboost import XGBClassifier
# %%
df = pd.read_csv("../input/creditcard.csv")
df.head()
# %%
df.describe()
# %%
df.isnull().sum().max()
# %%
print("No Frauds", round(df["Class"].value_counts()[0] / len(df) * 100, 2), "% of the dataset")
print("Frauds", round(df["Class"].value_counts()[1] / len(df) * 100, 2), "% of the dataset")
sns.countplot(x="Class", data=df)
plt.show()
# %%
fig, ax = plt.subplots(1, 2, figsize=(18, 4))
sns.histplot(df["Amount"].values, ax=ax[0], color="r")
sns.histplot(df["Time"].values, ax=ax[1], color="b")
plt.show()
# %% [markdown]
# ## Scale the two raw columns
# %%
rob_scaler = RobustScaler()
df["scaled_amount"] = rob_scaler.fit_transform(df["Amount"].values.reshape(-1, 1))  # <-- LEAK701
df["scaled_time"] = rob_scaler.fit_transform(df["Time"].values.reshape(-1, 1))  # <-- LEAK701
df.drop(["Time", "Amount"], axis=1, inplace=True)
scaled_amount = df["scaled_amount"]
scaled_time = df["scaled_time"]
df.drop(["scaled_amount", "scaled_time"], axis=1, inplace=True)
df.insert(0, "scaled_amount", scaled_amount)
df.insert(1, "scaled_time", scaled_time)
df.head()
# %% [markdown]
# ## A balanced sub sample, for looking only
# %%
fraud_df = df.loc[df["Class"] == 1]
non_fraud_df = df.loc[df["Class"] == 0][:492]
small = pd.concat([fraud_df, non_fraud_df]).sample(frac=1, random_state=42)
f, (ax1, ax2) = plt.subplots(2, 1, figsize=(24, 20))
sns.heatmap(df.corr(), cmap="coolwarm_r", ax=ax1)
sns.heatmap(small.corr(), cmap="coolwarm_r", ax=ax2)
plt.show()
# %%
emb = TSNE(n_components=2, random_state=42).fit_transform(small.drop("Class", axis=1).values)
plt.scatter(emb[:, 0], emb[:, 1], c=(small["Class"] == 0), cmap="coolwarm")
plt.show()
# %%
for c in ["V14", "V12", "V10"]:
    v = small.loc[small["Class"] == 1, c]
    q25, q75 = np.percentile(v, 25), np.percentile(v, 75)
    print(c, "IQR", q75 - q25, "outliers:", ((v < q25 - 1.5 * (q75 - q25)) | (v > q75 + 1.5 * (q75 - q25))).sum())
# %% [markdown]
# ## Over-sampling
# %%
X = df.drop("Class", axis=1)
y = df["Class"]
sm = SMOTE(sampling_strategy="minority", random_state=42)
X_sm, y_sm = sm.fit_resample(X, y)  # <-- LEAK703
print("before", Counter(y), "after", Counter(y_sm))
# %%
X_train, X_test, y_train, y_test = train_test_split(X_sm, y_sm, test_size=0.2, random_state=42)
X_train = X_train.values
X_test = X_test.values
print(X_train.shape, X_test.shape)
# %%
log_reg = LogisticRegression(max_iter=500)
log_reg.fit(X_train, y_train)
p_lr = log_reg.predict(X_test)
print(classification_report(y_test, p_lr))  # <-- LEAK707?
print("AUC", roc_auc_score(y_test, log_reg.predict_proba(X_test)[:, 1]))  # <-- LEAK707?
# %%
tree = DecisionTreeClassifier(max_depth=4)
tree.fit(X_train, y_train)
print(classification_report(y_test, tree.predict(X_test)))  # <-- LEAK707
# %%
xgb = XGBClassifier(n_estimators=200, learning_rate=0.1)
xgb.fit(X_train, y_train)
p_xgb = xgb.predict(X_test)
print(classification_report(y_test, p_xgb))  # <-- LEAK707?
print("AUC", roc_auc_score(y_test, xgb.predict_proba(X_test)[:, 1]))  # <-- LEAK707?
# %%
fig, ax = plt.subplots(1, 2, figsize=(12, 4))
for a, p, t in zip(ax, [p_lr, p_xgb], ["logistic", "xgboost"]):
    sns.heatmap(confusion_matrix(y_test, p), annot=True, fmt="d", ax=a)  # <-- LEAK707?
    a.set_title(t)
plt.show()
