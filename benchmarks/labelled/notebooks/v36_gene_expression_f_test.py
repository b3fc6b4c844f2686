# notebook
# %% [markdown]
# # Leukaemia subtypes from gene expression
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
from scipy.stats import ttest_ind
from statsmodels.stats.multitest import multipletests
from sklearn.feature_selection import f_classif, VarianceThreshold
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from sklearn.pipeline import make_pipeline
from sklearn.model_selection import train_test_split
from sklearn.metrics import balanced_accuracy_score, confusion_matrix, roc_auc_score
# %%
expr = pd.read_csv('golub_expression.csv', index_col=0).T
meta = pd.read_csv('golub_meta.csv', index_col=0)
expr.shape, meta.shape
# %%
meta['subtype'].value_counts()
# %%
y = (meta.loc[expr.index, 'subtype'] == 'AML').astype(int)
X = np.log2(expr.clip(lower=20, upper=16000))
# %%
X.iloc[:8].T.boxplot(figsize=(10, 4))
# %%
print(X.isnull().sum().sum(), 'missing values')
print('constant genes', (X.std() == 0).sum())
X = X.loc[:, ~X.columns.str.startswith('AFFX')]
X.shape
# %%
corr_samples = np.corrcoef(X.values)
order = np.argsort(y.values)
plt.imshow(corr_samples[order][:, order], cmap='viridis')
plt.title('correlation between samples')
plt.colorbar()
plt.show()
# %%
fig, ax = plt.subplots(1, 2, figsize=(12, 4))
ax[0].hist(X.mean(), bins=60)
ax[0].set_title('mean of each gene')
ax[1].scatter(X.mean(), X.std(), s=2)
ax[1].set_title('mean against sd')
plt.show()
# %%
for g in ['M27891_at', 'X95735_at', 'U50136_rna1_at']:
    if g in X.columns:
        sns.stripplot(x=meta.loc[X.index, 'subtype'], y=X[g])
        plt.show()
# %%
pc = PCA(2).fit_transform(StandardScaler().fit_transform(X))
sns.scatterplot(x=pc[:, 0], y=pc[:, 1], hue=y.values)
# %% [markdown]
# ## Differential expression
# %%
tstat, pval = ttest_ind(X[y == 1], X[y == 0])
rej, padj, _, _ = multipletests(pval, method='fdr_bh')
volcano = pd.DataFrame({'fc': X[y == 1].mean() - X[y == 0].mean(), 'p': -np.log10(pval)})
volcano.plot.scatter('fc', 'p', s=3)
print(rej.sum(), 'genes with FDR < 5 %')
# %% [markdown]
# ## Classifier on the strongest genes
# %%
F, p = f_classif(X, y) # <-- LEAK704
keep = X.columns[p < 1e-4] # <-- LEAK704?
X_small = X[keep] # <-- LEAK704?
print(X_small.shape)
# %%
sns.clustermap(X_small.T, cmap='vlag', figsize=(8, 8), z_score=0)
# %%
X_train, X_test, y_train, y_test = train_test_split(X_small, y, test_size=0.33, random_state=4, stratify=y)
clf = make_pipeline(StandardScaler(), LogisticRegression(C=0.05, max_iter=2000))
clf.fit(X_train, y_train)
# %%
pred = clf.predict(X_test)
print('balanced accuracy', balanced_accuracy_score(y_test, pred))
print('AUC', roc_auc_score(y_test, clf.predict_proba(X_test)[:, 1]))
print(confusion_matrix(y_test, pred))
# %%
w = pd.Series(clf[-1].coef_[0], index=keep).sort_values()
w.iloc[np.r_[:10, -10:0]].plot.barh()
