# notebook
# %% [markdown]
# # Motor imagery, left or right hand
# EEG, 22 channels, 250 Hz, subject A03
# %%
import numpy as np
import scipy.io as sio
import scipy.signal as ss
import scipy.linalg as la
import matplotlib.pyplot as plt
import seaborn as sns
from sklearn.decomposition import PCA, FastICA
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis as LDA
from sklearn.model_selection import LeaveOneOut, StratifiedKFold
from sklearn.metrics import accuracy_score, confusion_matrix, cohen_kappa_score
# %%
m = sio.loadmat("A03T.mat", struct_as_record=False, squeeze_me=True)
data = m["data"]
print(len(data))
# %%
fs = 250
left, right = 1, 2
trials, labels = [], []
for run in data[3:]:
    sig_ = run.X[:, :22].T
    for start, lab in zip(run.trial, run.y):
        if lab in (left, right):
            trials.append(sig_[:, start + int(2.5 * fs): start + int(5.5 * fs)])
            labels.append(lab)
trials = np.array(trials)
labels = np.array(labels)
print(trials.shape, np.unique(labels, return_counts=True))
# %%
ch = {"C3": 7, "Cz": 9, "C4": 11}
tt = np.arange(trials.shape[2]) / fs
for n, (name, i) in enumerate(ch.items()):
    plt.subplot(3, 1, n + 1)
    plt.plot(tt, trials[0, i])
    plt.ylabel(name)
plt.show()
# %%
# grand average spectrum of the classes, to look
f, P = ss.welch(trials, fs, nperseg=256, axis=2)
for n, (name, i) in enumerate(ch.items()):
    plt.subplot(1, 3, n + 1)
    for lab, col in ((left, "b"), (right, "r")):
        plt.plot(f, P[labels == lab, i].mean(axis=0), col)
    plt.xlim(0, 35)
    plt.title(name)
plt.show()
# %% [markdown]
# ## Band power features
# %%
bands = {"theta": (4, 7), "mu": (8, 12), "beta1": (13, 20), "beta2": (21, 30)}


def bandpower(x, lo, hi):
    bb, aa = ss.butter(5, [lo / (fs / 2), hi / (fs / 2)], "band")
    y = ss.filtfilt(bb, aa, x, axis=2)
    return np.log(y.var(axis=2))


F = np.hstack([bandpower(trials, lo, hi) for lo, hi in bands.values()])
print(F.shape)
# %%
bad = np.isnan(F).any(axis=1)
print("bad trials:", bad.sum())
F, labels = F[~bad], labels[~bad]
# %%
sns.heatmap(np.corrcoef(F.T), cmap="RdBu_r", vmin=-1, vmax=1)
plt.show()
# %% [markdown]
# ## Normalise and reduce
# %%
F = (F - np.mean(F, axis=0)) / np.std(F, axis=0)  # <-- LEAK702
pca = PCA(n_components=12)
G = pca.fit_transform(F)  # <-- LEAK701
print(np.cumsum(pca.explained_variance_ratio_).round(2))
# %%
plt.scatter(G[labels == left, 0], G[labels == left, 1], c="b", s=10)
plt.scatter(G[labels == right, 0], G[labels == right, 1], c="r", s=10)
plt.xlabel("PC 1")
plt.ylabel("PC 2")
plt.show()
# %% [markdown]
# ## Leave one trial out
# %%
hat = np.zeros(len(labels), dtype=int)
post = np.zeros(len(labels))
for tr, te in LeaveOneOut().split(G):
    lda = LDA(solver="lsqr", shrinkage="auto")
    lda.fit(G[tr], labels[tr])
    hat[te] = lda.predict(G[te])
    post[te] = lda.predict_proba(G[te])[:, 1]
print("accuracy", accuracy_score(labels, hat))
print("kappa", cohen_kappa_score(labels, hat))
print(confusion_matrix(labels, hat))
# %%
order = np.argsort(post)
plt.plot(post[order], ".")
plt.axhline(0.5, c="k", lw=0.5)
plt.show()
# %% [markdown]
# ## Permutation test of the accuracy
# %%
def loo_accuracy(X, y):
    out = np.zeros(len(y), dtype=int)
    for i in range(len(y)):
        keep = np.arange(len(y)) != i
        clf = LDA(solver="lsqr", shrinkage="auto").fit(X[keep], y[keep])
        out[i] = clf.predict(X[i:i + 1])[0]
    return np.mean(out == y)


rng = np.random.RandomState(1)
null = [loo_accuracy(G, rng.permutation(labels)) for _ in range(100)]
acc = np.mean(hat == labels)
print("p =", (np.sum(np.array(null) >= acc) + 1) / 101)
plt.hist(null, 20)
plt.axvline(acc, c="r")
plt.show()
# %%
# weights of the model of all trials, for the topographic map
w = LDA(solver="lsqr", shrinkage="auto").fit(G, labels).coef_.ravel()
maps = (pca.components_.T @ w).reshape(len(bands), 22)
fig, ax = plt.subplots(1, len(bands), figsize=(12, 3))
for a, b, mp in zip(ax, bands, maps):
    a.stem(mp)
    a.set_title(b)
plt.show()
np.save("a03_maps.npy", maps)
