# notebook
# %% [markdown]
# # Activity from a wrist accelerometer
# 24 volunteers, 50 Hz, six activities
# %%
import os
import glob
import numpy as np
import scipy.signal as sig
from scipy.stats import skew, kurtosis
import matplotlib.pyplot as plt
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.svm import SVC
from sklearn.model_selection import GroupKFold, LeaveOneGroupOut
from sklearn.metrics import f1_score, confusion_matrix, ConfusionMatrixDisplay
np.set_printoptions(precision=3, suppress=True)
# %%
FS = 50
WIN = 128
STEP = 64
ACT = ["walk", "up", "down", "sit", "stand", "lie"]
# %%
raw, lab, who = [], [], []
for path in sorted(glob.glob("wrist/*.npz")):
    z = np.load(path)
    raw.append(z["acc"])
    lab.append(z["label"])
    who.append(int(os.path.basename(path)[1:3]))
print(len(raw), raw[0].shape, lab[0].shape)
# %%
t = np.arange(1000) / FS
plt.plot(t, raw[0][:1000])
plt.xlabel("s")
plt.ylabel("g")
plt.legend("xyz")
plt.show()
# %%
allacc = np.concatenate(raw)
print("mean of all signals", allacc.mean(axis=0), "sd", allacc.std(axis=0))
# %%
b, a = sig.butter(4, 20 / (FS / 2), "low")
bg, ag = sig.butter(2, 0.3 / (FS / 2), "low")


def windows(acc, label):
    acc = sig.filtfilt(b, a, acc, axis=0)
    grav = sig.filtfilt(bg, ag, acc, axis=0)
    body = acc - grav
    for s in range(0, len(acc) - WIN, STEP):
        seg = label[s:s + WIN]
        v, n = np.unique(seg, return_counts=True)
        if n.max() < 0.9 * WIN:
            continue
        yield body[s:s + WIN], grav[s:s + WIN], v[n.argmax()]


def features(body, grav):
    mag = np.linalg.norm(body, axis=1)
    f = []
    for d in range(3):
        x = body[:, d]
        f += [x.std(), skew(x), kurtosis(x), np.ptp(x), np.percentile(x, 75) - np.percentile(x, 25)]
        fr, p = sig.welch(x, FS, nperseg=WIN)
        f += [fr[p.argmax()], p.max(), -(p / p.sum() * np.log(p / p.sum() + 1e-12)).sum()]
    f += list(grav.mean(axis=0)) + [mag.mean(), mag.std(), mag.max()]
    f += [np.corrcoef(body[:, i], body[:, j])[0, 1] for i, j in [(0, 1), (0, 2), (1, 2)]]
    return f
# %%
X, y, g = [], [], []
for acc, label, subject in zip(raw, lab, who):
    for body, grav, l in windows(acc, label):
        X.append(features(body, grav))
        y.append(l)
        g.append(subject)
X, y, g = np.array(X), np.array(y), np.array(g)
X = np.nan_to_num(X)
print(X.shape, np.bincount(y), np.unique(g).size)
# %% [markdown]
# Map for the eye
# %%
Z = (X - X.mean(0)) / X.std(0)
U, S, Vt = np.linalg.svd(Z, full_matrices=False)
plt.scatter(U[:, 0], U[:, 1], c=y, cmap="tab10", s=4)
plt.title("explained %.2f" % ((S[:2] ** 2).sum() / (S ** 2).sum()))
plt.show()
# %% [markdown]
# ## Evaluation: whole persons are left out
# %%
test_people = [3, 9, 14, 20, 22]
is_test = np.isin(g, test_people)
Xd, yd, gd = X[~is_test], y[~is_test], g[~is_test]
Xt, yt = X[is_test], y[is_test]
print(Xd.shape, Xt.shape)
# %%
Cs = [0.1, 1, 10, 100]
table = np.zeros((len(Cs), 5))
for i, C in enumerate(Cs):
    for k, (tr, va) in enumerate(GroupKFold(5).split(Xd, yd, gd)):
        mu, sd = Xd[tr].mean(0), Xd[tr].std(0)
        clf = SVC(C=C, gamma="scale")
        clf.fit((Xd[tr] - mu) / sd, yd[tr])
        table[i, k] = f1_score(yd[va], clf.predict((Xd[va] - mu) / sd), average="macro")
    print(C, table[i].mean(), table[i])
C_best = Cs[table.mean(1).argmax()]
# %%
plt.errorbar(Cs, table.mean(1), table.std(1))
plt.xscale("log")
plt.show()
# %%
mu, sd = Xd.mean(0), Xd.std(0)
clf = SVC(C=C_best, gamma="scale").fit((Xd - mu) / sd, yd)
pred = clf.predict((Xt - mu) / sd)
print("macro F1, unseen people: %.3f" % f1_score(yt, pred, average="macro"))
print("macro F1, training people: %.3f" % f1_score(yd, clf.predict((Xd - mu) / sd), average="macro"))
# %%
ConfusionMatrixDisplay(confusion_matrix(yt, pred), display_labels=ACT).plot(cmap="Greys")
plt.savefig("confusion.pdf")
np.savez("har_model.npz", mu=mu, sd=sd, C=C_best)
