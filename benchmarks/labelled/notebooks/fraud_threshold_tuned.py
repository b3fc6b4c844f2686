# notebook
# %% [markdown]
# # Detecting fraudulent transactions (LightGBM)
# %%
import gc
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
import lightgbm as lgb
from datetime import datetime
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelEncoder, StandardScaler
from sklearn.metrics import f1_score, precision_score, recall_score, roc_auc_score, confusion_matrix
from imblearn.over_sampling import SMOTE
# %%
transactions = pd.read_csv('fraudTrain.csv', index_col=0)
transactions.head()
# %%
transactions.info()
print(transactions.is_fraud.value_counts(normalize=True))
# %%
transactions['trans_date_trans_time'] = pd.to_datetime(transactions['trans_date_trans_time'])
transactions['dob'] = pd.to_datetime(transactions['dob'])
transactions['hour'] = transactions['trans_date_trans_time'].dt.hour
transactions['dow'] = transactions['trans_date_trans_time'].dt.dayofweek
transactions['age'] = (transactions['trans_date_trans_time'] - transactions['dob']).dt.days // 365
# %%
def haversine(lat1, lon1, lat2, lon2):
    lat1, lon1, lat2, lon2 = map(np.radians, [lat1, lon1, lat2, lon2])
    a = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    return 6371 * 2 * np.arcsin(np.sqrt(a))

transactions['dist'] = haversine(transactions['lat'], transactions['long'], transactions['merch_lat'], transactions['merch_long'])
# %%
fig, axes = plt.subplots(1, 2, figsize=(12, 4))
sns.histplot(data=transactions[transactions.amt < 1000], x='amt', hue='is_fraud', stat='density', common_norm=False, ax=axes[0])
sns.histplot(data=transactions, x='hour', hue='is_fraud', stat='density', common_norm=False, ax=axes[1])
plt.show()
# %%
by_cat = transactions.groupby('category')['is_fraud'].mean().sort_values(ascending=False)
by_cat.plot(kind='bar', title='fraud rate')
plt.show()
# %%
daily = transactions.set_index('trans_date_trans_time').resample('D')['amt'].agg(['sum', 'count'])
daily['count'].plot(figsize=(12, 3))
plt.axhline(daily['count'].mean(), c='r')
plt.show()
# %%
for col in ['gender', 'state', 'job']:
    n = transactions[col].nunique()
    print(f'{col}: {n} values')
    if n < 60:
        rate = transactions.groupby(col)['is_fraud'].mean()
        print(rate.sort_values(ascending=False).head(5))
# %%
to_drop = ['trans_date_trans_time', 'cc_num', 'merchant', 'first', 'last', 'street', 'city', 'state',
           'zip', 'job', 'dob', 'trans_num', 'unix_time', 'lat', 'long', 'merch_lat', 'merch_long']
data = transactions.drop(columns=to_drop)
data['gender'] = (data['gender'] == 'M').astype(int)
data = pd.get_dummies(data, columns=['category'])
data['amt'] = np.log1p(data['amt'])
del transactions
gc.collect()
# %%
X = data.drop('is_fraud', axis=1)
y = data['is_fraud']
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=11, stratify=y)
# %% [markdown]
# ## Oversample the train part
# %%
scaler = StandardScaler().fit(X_train)
X_train_s = scaler.transform(X_train)
X_test_s = scaler.transform(X_test)
sm = SMOTE(sampling_strategy=0.2, random_state=11)
X_bal, y_bal = sm.fit_resample(X_train_s, y_train)
print(X_train_s.shape, '->', X_bal.shape)
# %%
clf = lgb.LGBMClassifier(n_estimators=400, learning_rate=0.05, num_leaves=63)
clf.fit(X_bal, y_bal)
# %%
proba = clf.predict_proba(X_test_s)[:, 1]
print('AUC', roc_auc_score(y_test, proba))
# %% [markdown]
# ## The best threshold
# %%
thresholds = np.arange(0.05, 0.96, 0.05)
f1s = []
for t in thresholds:
    f1s.append(f1_score(y_test, proba > t))  # <-- LEAK707
plt.plot(thresholds, f1s, marker='o')
plt.xlabel('threshold')
plt.ylabel('F1')
# %%
best_t = thresholds[int(np.argmax(f1s))]  # <-- LEAK707?
print(f'best threshold: {best_t:.2f}, F1 = {max(f1s):.3f}')  # <-- LEAK707?
# %%
pred = (proba > best_t).astype(int)
print('precision', precision_score(y_test, pred))  # <-- LEAK707?
print('recall', recall_score(y_test, pred))  # <-- LEAK707?
sns.heatmap(confusion_matrix(y_test, pred), annot=True, fmt='d')  # <-- LEAK707?
# %%
lgb.plot_importance(clf, max_num_features=12)
plt.show()
# %%
import joblib
joblib.dump({'model': clf, 'scaler': scaler, 'threshold': best_t}, 'fraud.pkl')
