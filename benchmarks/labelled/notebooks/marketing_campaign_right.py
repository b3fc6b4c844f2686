# notebook
# %% [markdown]
# # Marketing campaign: segments, then a response model
# %%
import numpy as np
import pandas as pd
import datetime
import matplotlib.pyplot as plt
import seaborn as sns
from matplotlib.colors import ListedColormap
from sklearn.preprocessing import LabelEncoder, StandardScaler, OneHotEncoder
from sklearn.decomposition import PCA
from sklearn.cluster import KMeans, AgglomerativeClustering
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.model_selection import train_test_split, RandomizedSearchCV
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score, classification_report
# %%
data = pd.read_csv('marketing_campaign.csv', sep='\t')
print('Number of datapoints:', len(data))
data.head()
# %%
data.info()
# %%
data['Dt_Customer'] = pd.to_datetime(data['Dt_Customer'], dayfirst=True)
print('newest', data['Dt_Customer'].max(), 'oldest', data['Dt_Customer'].min())
ref = datetime.datetime(2014, 12, 31)
data['days'] = (ref - data['Dt_Customer']).dt.days
data['Age'] = 2014 - data['Year_Birth']
mnt = [c for c in data.columns if c.startswith('Mnt')]
data['Spent'] = data[mnt].sum(axis=1)
data['Children'] = data['Kidhome'] + data['Teenhome']
data['Is_Parent'] = np.where(data.Children > 0, 1, 0)
# %%
data['Living_With'] = data['Marital_Status'].replace({'Married': 'Partner', 'Together': 'Partner', 'Absurd': 'Alone', 'Widow': 'Alone', 'YOLO': 'Alone', 'Divorced': 'Alone', 'Single': 'Alone'})
data = data[(data['Age'] < 90) & ~(data['Income'] > 600000)]
data = data.drop(['Marital_Status', 'Dt_Customer', 'Z_CostContact', 'Z_Revenue', 'Year_Birth', 'ID'], axis=1)
data.describe()
# %%
pal = ['#682F2F', '#F3AB60']
sns.pairplot(data[['Income', 'Recency', 'days', 'Age', 'Spent', 'Is_Parent']].dropna(), hue='Is_Parent', palette=pal)
plt.show()
# %%
plt.figure(figsize=(16, 12))
sns.heatmap(data.select_dtypes('number').corr(), cmap='coolwarm', center=0)
plt.show()
# %% [markdown]
# ## Segments
# %%
ds = data.copy()
ds['Income'] = ds['Income'].fillna(ds['Income'].median())
s = (ds.dtypes == 'object')
object_cols = list(s[s].index)
LE = LabelEncoder()
for i in object_cols:
    ds[i] = ds[[i]].apply(LE.fit_transform)
cols_del = ['AcceptedCmp3', 'AcceptedCmp4', 'AcceptedCmp5', 'AcceptedCmp1', 'AcceptedCmp2', 'Complain', 'Response']
ds = ds.drop(cols_del, axis=1)
scaler = StandardScaler()
scaled_ds = pd.DataFrame(scaler.fit_transform(ds), columns=ds.columns)
# %%
pca = PCA(n_components=3)
PCA_ds = pd.DataFrame(pca.fit_transform(scaled_ds), columns=['col1', 'col2', 'col3'])
PCA_ds.describe().T
# %%
AC = AgglomerativeClustering(n_clusters=4)
yhat_AC = AC.fit_predict(PCA_ds)
fig = plt.figure(figsize=(10, 8))
ax = plt.subplot(111, projection='3d')
ax.scatter(PCA_ds['col1'], PCA_ds['col2'], PCA_ds['col3'], s=40, c=yhat_AC, marker='o', cmap='viridis')
plt.show()
# %%
seg = ds.assign(cluster=yhat_AC)
sns.scatterplot(data=seg, x='Spent', y='Income', hue='cluster')
plt.show()
print(seg.groupby('cluster')[['Income', 'Spent', 'Age']].mean())
# %% [markdown]
# ## Who answers? On the raw data, without the clusters
# %%
X = data.drop('Response', axis=1)
y = data['Response']
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=4, stratify=y)
ct = make_column_transformer(
    (OneHotEncoder(handle_unknown='ignore', sparse_output=False), ['Education', 'Living_With']),
    (SimpleImputer(strategy='median'), ['Income']),
    remainder='passthrough',
)
pipe = make_pipeline(ct, HistGradientBoostingClassifier(random_state=4))
# %%
dist = {
    'histgradientboostingclassifier__learning_rate': [0.01, 0.03, 0.1, 0.2],
    'histgradientboostingclassifier__max_leaf_nodes': [7, 15, 31],
    'histgradientboostingclassifier__l2_regularization': [0, 0.1, 1, 10],
}
rs = RandomizedSearchCV(pipe, dist, n_iter=20, cv=5, scoring='roc_auc', random_state=4, n_jobs=-1)
rs.fit(X_train, y_train)
print(rs.best_params_)
print(f'CV AUC {rs.best_score_:.3f}')
# %%
p = rs.predict_proba(X_test)[:, 1]
print(f'test AUC {roc_auc_score(y_test, p):.3f}')
print(classification_report(y_test, rs.predict(X_test)))
# %%
lift = pd.DataFrame({'y': y_test, 'p': p})
lift['decile'] = pd.qcut(lift['p'], 10, labels=False)
lift.groupby('decile')['y'].mean().plot.bar()
plt.show()
