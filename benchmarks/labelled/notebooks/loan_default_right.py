# notebook
# %% [markdown]
# # Loan default
# The statistics come from the training rows.
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import OneHotEncoder, MinMaxScaler, OrdinalEncoder
from sklearn.impute import SimpleImputer, KNNImputer
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score, RocCurveDisplay, classification_report
pd.options.display.max_columns = 100
# %%
df = pd.read_csv('loan_default.csv')
df.head()
# %%
df.info()
# %%
print((df.isnull().mean() * 100).round(1).sort_values(ascending=False).head(10))
# %%
df.columns = [c.lower().strip().replace(' ', '_') for c in df.columns]
df = df.drop(columns=['id', 'year'])
df.status.value_counts(normalize=True)
# %%
fig, ax = plt.subplots(2, 2, figsize=(12, 8))
for a, c in zip(ax.flat, ['loan_amount', 'income', 'credit_score', 'property_value']):
    sns.histplot(data=df, x=c, hue='status', ax=a, bins=40)
    a.axvline(df[c].median(), color='k', ls='--')
plt.show()
# %%
summary = df.groupby('status').agg({'income': ['mean', 'median'], 'loan_amount': ['mean', 'max'], 'ltv': 'mean'})
print(summary)
# %%
pd.crosstab(df['region'], df['status'], normalize='index').plot.bar(stacked=True)
plt.show()
# %%
num_all = df.select_dtypes('number')
plt.figure(figsize=(12, 9))
sns.heatmap(num_all.corr(), cmap='vlag', center=0)
plt.show()
# %%
def outlier_share(s):
    q1, q3 = s.quantile(0.25), s.quantile(0.75)
    return ((s < q1 - 1.5 * (q3 - q1)) | (s > q3 + 1.5 * (q3 - q1))).mean()

shares = num_all.apply(outlier_share).sort_values(ascending=False)
print(shares.head(8))
shares.head(8).plot.bar(title='outliers by IQR')
plt.show()
# %% [markdown]
# ## Split first
# %%
train_df, test_df = train_test_split(df, test_size=0.2, random_state=2022, stratify=df['status'])
train_df, test_df = train_df.copy(), test_df.copy()
print(train_df.shape, test_df.shape)
# %% [markdown]
# ## Missing values
# %%
medians = train_df.select_dtypes('number').median()
train_df = train_df.fillna(medians)
test_df = test_df.fillna(medians)
# %%
for c in train_df.select_dtypes('object').columns:
    most = train_df[c].mode()[0]
    train_df[c] = train_df[c].fillna(most)
    test_df[c] = test_df[c].fillna(most)
print(train_df.isnull().sum().sum(), test_df.isnull().sum().sum())
# %% [markdown]
# ## Clip the extreme values, group statistics
# %%
def clip_like(train, other, cols, q=0.99):
    other = other.copy()
    for c in cols:
        hi = train[c].quantile(q)
        other[c] = other[c].clip(upper=hi)
    return other

clip_cols = ['income', 'loan_amount', 'property_value']
test_df = clip_like(train_df, test_df, clip_cols)
train_df = clip_like(train_df, train_df, clip_cols)
# %%
region_income = train_df.groupby('region')['income'].mean()
for part in (train_df, test_df):
    part['income_vs_region'] = part['income'] / part['region'].map(region_income)
    part['loan_to_income'] = part['loan_amount'] / (part['income'] * 12 + 1)
# %% [markdown]
# ## Encode
# %%
cat = train_df.select_dtypes('object').columns.tolist()
num = [c for c in train_df.columns if c not in cat + ['status']]
ohe = OneHotEncoder(handle_unknown='ignore', sparse_output=False)
scaler = MinMaxScaler()
A = np.hstack([scaler.fit_transform(train_df[num]), ohe.fit_transform(train_df[cat])])
B = np.hstack([scaler.transform(test_df[num]), ohe.transform(test_df[cat])])
y_train, y_test = train_df['status'].values, test_df['status'].values
print(A.shape, B.shape)
# %%
rf = RandomForestClassifier(n_estimators=400, min_samples_leaf=5, oob_score=True, n_jobs=-1, random_state=0)
rf.fit(A, y_train)
print('out of bag', rf.oob_score_)
# %%
prob = rf.predict_proba(B)[:, 1]
print('test AUC', roc_auc_score(y_test, prob))
print(classification_report(y_test, (prob > 0.5).astype(int)))
RocCurveDisplay.from_predictions(y_test, prob)
plt.show()
# %%
names = num + list(ohe.get_feature_names_out(cat))
pd.Series(rf.feature_importances_, index=names).nlargest(15)[::-1].plot.barh()
plt.show()
