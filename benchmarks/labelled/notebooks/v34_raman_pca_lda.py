# notebook
# %% [markdown]
# # Raman spectra: healthy against tumour
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
from scipy import sparse
from scipy.sparse.linalg import spsolve
from scipy.signal import find_peaks, savgol_filter
from sklearn.decomposition import PCA
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.model_selection import StratifiedKFold, cross_val_score, LeaveOneOut
from sklearn.metrics import confusion_matrix
# %%
raw = pd.read_csv('raman.csv', index_col=0)
labels = raw.pop('class')
shift = raw.columns.astype(float).values
S = raw.values
y = labels.map({'healthy': 0, 'tumour': 1}).values
S.shape, np.bincount(y)
# %%
plt.plot(shift, S[:10].T)
# %%
def baseline_als(v, lam=1e5, p=0.01, niter=10):
    L = len(v)
    D = sparse.diags([1, -2, 1], [0, -1, -2], shape=(L, L - 2))
    w = np.ones(L)
    for _ in range(niter):
        W = sparse.spdiags(w, 0, L, L)
        z = spsolve((W + lam * D.dot(D.transpose())).tocsc(), w * v)
        w = p * (v > z) + (1 - p) * (v < z)
    return z

S = np.array([v - baseline_als(v) for v in S])
S = savgol_filter(S, 11, 3, axis=1)
# %%
# area normalisation, each spectrum for itself
S = S / S.sum(axis=1, keepdims=True)
# %%
peaks, _ = find_peaks(S[y == 1].mean(axis=0), prominence=0.0005)
print('peaks', shift[peaks])
# %%
def plot_mean(S, y):
    for k, name, col in [(0, 'healthy', 'tab:blue'), (1, 'tumour', 'tab:red')]:
        m, s = S[y == k].mean(axis=0), S[y == k].std(axis=0)
        plt.plot(shift, m, color=col, label=name)
        plt.fill_between(shift, m - s, m + s, color=col, alpha=.2)
    plt.legend()
    plt.show()

plot_mean(S, y)
# %%
band = (shift > 990) & (shift < 1015)
phe = S[:, band].sum(axis=1)
df_phe = pd.DataFrame({'phe': phe, 'class': labels.values})
df_phe.boxplot('phe', by='class')
print(df_phe.groupby('class')['phe'].agg(['mean', 'std']))
# %%
diff = S[y == 1].mean(0) - S[y == 0].mean(0)
plt.plot(shift, diff)
plt.axhline(0, c='k')
# %% [markdown]
# ## PCA-LDA
# %%
Sc = S - S.mean(axis=0) # <-- LEAK702
pca = PCA(n_components=12)
T = pca.fit_transform(Sc) # <-- LEAK701
print(np.cumsum(pca.explained_variance_ratio_))
# %%
fig, ax = plt.subplots(1, 2, figsize=(12, 4))
ax[0].scatter(T[:, 0], T[:, 1], c=y)
ax[1].plot(shift, pca.components_[:2].T)
# %%
lda = LinearDiscriminantAnalysis()
skf = StratifiedKFold(5, shuffle=True, random_state=0)
acc = cross_val_score(lda, T, y, cv=skf)
print(f'accuracy {acc.mean():.3f} +- {acc.std():.3f}')
# %%
loo = cross_val_score(lda, T, y, cv=LeaveOneOut())
print('leave one out', loo.mean())
# %%
lda.fit(T, y)
plt.hist(lda.decision_function(T)[y == 0], alpha=.5)
plt.hist(lda.decision_function(T)[y == 1], alpha=.5)
plt.show()
