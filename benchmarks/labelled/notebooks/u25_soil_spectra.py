# notebook
# %% [markdown]
# # Soil organic carbon from VIS-NIR
# Part 1: library of the laboratory. Part 2: spectra of our fields.
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
from matplotlib import cm
from scipy.signal import savgol_filter, detrend
from scipy.spatial import ConvexHull
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler, scale
from sklearn.ensemble import RandomForestRegressor, ExtraTreesRegressor
from sklearn.svm import SVR
from sklearn.neighbors import KNeighborsRegressor
from sklearn.model_selection import train_test_split, KFold
from sklearn.metrics import r2_score, mean_squared_error
# %%
lib = pd.read_csv("lucas_subset.csv")
lib.shape
# %%
lib.iloc[:5, :8]
# %%
lib[["OC", "CaCO3", "N", "pH.in.CaCl2"]].describe()
# %%
spc_cols = [c for c in lib.columns if c.startswith("spc.")]
wl = np.array([float(c[4:]) for c in spc_cols])
lib = lib.dropna(subset=["OC"])
lib = lib[lib["OC"] < 120]
S = lib[spc_cols].to_numpy()
oc = lib["OC"].to_numpy()
print(S.shape, wl.min(), wl.max())
# %%
idx = np.argsort(oc)[:: len(oc) // 20]
for i in idx:
    plt.plot(wl, S[i], c=cm.viridis(oc[i] / 120), lw=0.6)
plt.xlabel("nm")
plt.ylabel("absorbance")
plt.show()
# %%
def continuum_removal(refl, wl):
    out = np.empty_like(refl)
    for k, r in enumerate(refl):
        pts = np.c_[wl, r]
        hull = ConvexHull(np.vstack([pts, [wl[-1], r.min() - 1], [wl[0], r.min() - 1]]))
        v = np.sort([i for i in hull.vertices if i < len(wl)])
        out[k] = r / np.interp(wl, wl[v], r[v])
    return out


def prepare(absorb, step=10):
    a = savgol_filter(absorb, 51, 2, deriv=1, axis=1)
    a = a[:, ::step]
    return (a - a.mean(axis=1, keepdims=True)) / a.std(axis=1, keepdims=True)
# %%
D = prepare(S)
w10 = wl[::10]
plt.plot(w10, D[:50].T, lw=0.4)
plt.show()
# %%
cr = continuum_removal(10 ** -S[:200, ::10], w10)
plt.plot(w10, cr.T, lw=0.3)
plt.title("continuum removed, first 200")
plt.show()
# %%
# twice as many spectra: copies with the noise of our instrument
rng = np.random.default_rng(1)
noisy = D + rng.normal(0, 0.02, D.shape)
D = np.vstack([D, noisy])  # <-- LEAK703
oc = np.concatenate([oc, oc])  # <-- LEAK703?
print(D.shape, oc.shape)
# %% [markdown]
# ## Compression
# %%
pca = PCA(n_components=25, random_state=0)
scores = pca.fit_transform(D)  # <-- LEAK701
plt.plot(np.cumsum(pca.explained_variance_ratio_))
plt.show()
fig, ax = plt.subplots(1, 2, figsize=(11, 4))
ax[0].scatter(scores[:, 0], scores[:, 1], c=oc, s=4)
ax[1].plot(w10, pca.components_[:3].T)
plt.show()
# %%
# Mahalanobis distance in PC space, printed for the report
inv = np.linalg.inv(np.cov(scores[:, :5].T))
md = np.sqrt(np.einsum("ij,jk,ik->i", scores[:, :5], inv, scores[:, :5]))
print("unusual spectra:", (md > 4).sum(), "of", len(md))
# %%
Xtr, Xte, ytr, yte = train_test_split(scores, np.sqrt(oc), test_size=0.25, random_state=3)
# %%
grid = [(c, g) for c in (1, 10, 100) for g in (0.001, 0.01, 0.1)]
cvres = {}
for c, g in grid:
    errs = []
    for a, b in KFold(5, shuffle=True, random_state=0).split(Xtr):
        m = SVR(C=c, gamma=g).fit(Xtr[a], ytr[a])
        errs.append(mean_squared_error(ytr[b], m.predict(Xtr[b])))
    cvres[c, g] = np.mean(errs)
c, g = min(cvres, key=cvres.get)
print("C", c, "gamma", g)
# %%
svr = SVR(C=c, gamma=g).fit(Xtr, ytr)
p = svr.predict(Xte)
rmse = np.sqrt(mean_squared_error(yte ** 2, p ** 2))
print("R2 %.3f RMSE %.2f RPD %.2f" % (r2_score(yte ** 2, p ** 2), rmse, (yte ** 2).std() / rmse))
# %%
plt.scatter(yte ** 2, p ** 2, s=5)
plt.plot([0, 120], [0, 120], "k")
plt.xlabel("measured OC g/kg")
plt.ylabel("predicted")
plt.show()
# %% [markdown]
# ## Part 2: own fields, 64 cores
# %%
field = pd.read_excel("field_cores.xlsx", sheet_name="spectra")
chem = pd.read_excel("field_cores.xlsx", sheet_name="chem")
field = field.merge(chem[["core", "depth", "OC"]], on=["core", "depth"])
Fs = prepare(field[[c for c in field.columns if c.startswith("spc.")]].to_numpy())
yo = field["OC"].to_numpy()
print(Fs.shape)
# %%
et = ExtraTreesRegressor(n_estimators=500, random_state=1)
et.fit(Fs, yo)  # <-- LEAK706?
est = et.predict(Fs)
print("field model R2 = %.3f, RMSE = %.2f" % (r2_score(yo, est), np.sqrt(mean_squared_error(yo, est))))  # <-- LEAK706
# %%
field["OC_model"] = est
for core, d in field.groupby("core"):
    plt.plot(d["OC_model"], -d["depth"], lw=0.6)
plt.xlabel("OC")
plt.ylabel("depth (cm)")
plt.show()
field[["core", "depth", "OC", "OC_model"]].to_csv("profiles.csv", index=False)
