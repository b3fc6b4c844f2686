# notebook
# %% [markdown]
# # Credit card fraud detection
# %%
import pandas as pd
import numpy as np
import matplotlib.pyplot as plt
import matplotlib.gridspec as gridspec
import seaborn as sns
import time
from collections import Counter
from imblearn.over_sampling import SMOTE
from imblearn.under_sampling import NearMiss
from sklearn.preprocessing import StandardScaler, RobustScaler
from sklearn.manifold import TSNE
from sklearn.decomposition import PCA
from sklearn.model_selection import train_test_split
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import precision_recall_curve, average_precision_score, classification_report
from sklearn.metrics import roc_auc_score, confusion_matrix
# %%
df = pd.read_csv('creditcard.csv')
df.head()
# %%
df.describe()
# %%
df.isnull().sum().max()
# %%
print('No Frauds', round(df['Class'].value_counts()[0] / len(df) * 100, 2), '% of the dataset')
print('Frauds', round(df['Class'].value_counts()[1] / len(df) * 100, 2), '% of the dataset')
# %%
sns.countplot(x='Class', data=df)
plt.title('Class distributions')
# %%
fig, ax = plt.subplots(1, 2, figsize=(18, 4))
sns.histplot(df['Amount'].values, ax=ax[0], color='r')
sns.histplot(df['Time'].values, ax=ax[1], color='b')
# %%
rob_scaler = RobustScaler()
df['scaled_amount'] = rob_scaler.fit_transform(df['Amount'].values.reshape(-1, 1)) # <-- LEAK701
df['scaled_time'] = rob_scaler.fit_transform(df['Time'].values.reshape(-1, 1)) # <-- LEAK701
df.drop(['Time', 'Amount'], axis=1, inplace=True)
# %%
scaled_amount = df['scaled_amount']
df.drop(['scaled_amount'], axis=1, inplace=True)
df.insert(0, 'scaled_amount', scaled_amount)
df.head()
# %% [markdown]
# ### Pictures on a small balanced sample
# %%
small = pd.concat([df[df['Class'] == 1], df[df['Class'] == 0].sample(492, random_state=1)])
small_X = small.drop('Class', axis=1)
X_2d = TSNE(n_components=2, random_state=42).fit_transform(StandardScaler().fit_transform(small_X))
plt.scatter(X_2d[:, 0], X_2d[:, 1], c=small['Class'], cmap='coolwarm', s=5)
plt.show()
# %%
sns.heatmap(small.corr(), cmap='coolwarm_r')
# %%
for c in ['V14', 'V12', 'V10', 'V17']:
    q25, q75 = np.percentile(small[c], 25), np.percentile(small[c], 75)
    print(c, 'iqr', q75 - q25)
    sns.boxplot(x='Class', y=c, data=small)
    plt.show()
# %%
fraud = df[df['Class'] == 1]
legit = df[df['Class'] == 0]
print(fraud['V14'].describe())
fig, axes = plt.subplots(4, 7, figsize=(24, 12))
for ax, i in zip(axes.ravel(), range(1, 29)):
    sns.kdeplot(legit[f'V{i}'], ax=ax, color='b')
    sns.kdeplot(fraud[f'V{i}'], ax=ax, color='r')
    ax.set_title(f'V{i}')
plt.tight_layout()
plt.show()
# %%
ratio = fraud.mean() / legit.std()
print(ratio.abs().sort_values(ascending=False).head(10))
# %% [markdown]
# ### Model on all rows
# %%
X = df.drop('Class', axis=1)
y = df['Class']
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=42)
print(Counter(y_train), Counter(y_test))
# %%
t0 = time.time()
X_train_sm, y_train_sm = SMOTE(random_state=42).fit_resample(X_train, y_train)
print('after', Counter(y_train_sm), 'took', time.time() - t0)
# %%
clf = RandomForestClassifier(n_estimators=100, n_jobs=-1, random_state=42)
clf.fit(X_train_sm, y_train_sm)
# %%
y_proba = clf.predict_proba(X_test)[:, 1]
print('AUC', roc_auc_score(y_test, y_proba)) # <-- LEAK707?
print('AP', average_precision_score(y_test, y_proba)) # <-- LEAK707?
# %%
precision, recall, thresholds = precision_recall_curve(y_test, y_proba) # <-- LEAK707?
fscore = 2 * precision * recall / (precision + recall + 1e-9)
ix = np.argmax(fscore) # <-- LEAK707
best_thr = thresholds[ix] # <-- LEAK707?
print('Best Threshold=%f, F-Score=%.3f' % (best_thr, fscore[ix])) # <-- LEAK707?
# %%
plt.plot(recall, precision)
plt.scatter(recall[ix], precision[ix], marker='o', color='black')
plt.show()
# %%
y_hat = (y_proba >= best_thr).astype(int) # <-- LEAK707?
print(classification_report(y_test, y_hat)) # <-- LEAK707?
sns.heatmap(confusion_matrix(y_test, y_hat), annot=True, fmt='d') # <-- LEAK707?
