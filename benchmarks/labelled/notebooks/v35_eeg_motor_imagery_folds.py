# notebook
# %% [markdown]
# # EEG motor imagery: band power features
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
from scipy import signal, stats
from scipy.io import loadmat
from sklearn.feature_selection import SelectKBest, mutual_info_classif
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.model_selection import StratifiedKFold, GroupKFold, cross_val_score
from sklearn.metrics import accuracy_score, cohen_kappa_score
# %%
mat = loadmat('A01T.mat')
epochs = mat['epochs']      # trials x channels x samples
y = mat['labels'].ravel()
fs = 250
print(epochs.shape, np.unique(y, return_counts=True))
# %%
plt.figure(figsize=(12, 4))
plt.plot(epochs[0, :3].T)
# %%
f, pxx = signal.welch(epochs, fs, nperseg=fs, axis=-1)
plt.semilogy(f, pxx.mean(axis=(0, 1)))
plt.xlim(0, 45)
# %%
bands = {'theta': (4, 8), 'mu': (8, 13), 'beta': (13, 30)}

def band_power(pxx, f, lo, hi):
    m = (f >= lo) & (f < hi)
    return np.log(pxx[:, :, m].mean(axis=-1))

feats = [band_power(pxx, f, *b) for b in bands.values()]
X = np.concatenate(feats, axis=1)
X.shape
# %%
names = [f'{b}_{ch}' for b in bands for ch in range(epochs.shape[1])]
tab = pd.DataFrame(X, columns=names)
tab.describe().T.head(10)
# %%
Zv = (X - X.mean(axis=0)) / X.std(axis=0)
plt.figure(figsize=(12, 5))
plt.imshow(Zv[np.argsort(y)], aspect='auto', cmap='RdBu_r', vmin=-3, vmax=3)
plt.xlabel('feature')
plt.ylabel('trial, sorted by class')
plt.colorbar()
plt.show()
# %%
amp = np.abs(epochs).max(axis=(1, 2))
print('largest amplitude', amp.max(), 'median', np.median(amp))
print('trials above 200 uV:', (amp > 200).sum())
for k in np.unique(y):
    print('class', k, 'mean mu power', X[y == k][:, 22:44].mean().round(3))
# %%
t, p = stats.ttest_ind(X[y == 1], X[y == 2])
print('channels with p < 0.01:', (p < 0.01).sum())
# %%
sel = SelectKBest(mutual_info_classif, k=15)
X_sel = sel.fit_transform(X, y) # <-- LEAK704
print(np.flatnonzero(sel.get_support()))
# %%
skf = StratifiedKFold(n_splits=10, shuffle=True, random_state=3)
accs, kappas = [], []
for fold, (tr, te) in enumerate(skf.split(X_sel, y)):
    sc = StandardScaler()
    Xtr = sc.fit_transform(X_sel[tr])
    Xte = sc.transform(X_sel[te])
    clf = SVC(C=1.0, gamma='scale').fit(Xtr, y[tr])
    yp = clf.predict(Xte)
    accs.append(accuracy_score(y[te], yp))
    kappas.append(cohen_kappa_score(y[te], yp))
    print(fold, round(accs[-1], 3))
print('mean acc', np.mean(accs), 'kappa', np.mean(kappas))
# %%
plt.boxplot([accs, kappas])
plt.xticks([1, 2], ['accuracy', 'kappa'])
# %% [markdown]
# ## All features, everything in the fold
# %%
pipe = make_pipeline(StandardScaler(), SelectKBest(mutual_info_classif, k=15), LogisticRegression(C=0.1, max_iter=500))
print(cross_val_score(pipe, X, y, cv=skf).mean())
# %%
# chance level by permutation of the labels
rng = np.random.default_rng(0)
chance = [cross_val_score(pipe, X, rng.permutation(y), cv=5).mean() for _ in range(20)]
plt.hist(chance)
