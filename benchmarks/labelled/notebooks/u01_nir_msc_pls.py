# notebook
# %% [markdown]
# # Brix in peaches from NIR spectra
# MSC, Savitzky-Golay, PLS. Data recorded in the 2019 campaign.
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
from sys import stdout
from scipy.signal import savgol_filter
from scipy.io import loadmat
from sklearn.cross_decomposition import PLSRegression
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler
from sklearn.model_selection import cross_val_predict, KFold
from sklearn.metrics import mean_squared_error, r2_score
%matplotlib inline
# %%
mat = loadmat("data/peach_nir.mat")
print(mat.keys())
X = mat["spectra"]
y = mat["brix"].ravel()
wl = np.arange(1100, 2300, 2)
X.shape, y.shape
# %%
plt.figure(figsize=(8, 4.5))
with plt.style.context("ggplot"):
    plt.plot(wl, X.T)
    plt.xlabel("Wavelength (nm)")
    plt.ylabel("Absorbance")
# %%
print("mean brix", y.mean(), "std", y.std())
plt.hist(y, bins=20)
plt.show()
# %% [markdown]
# ## Outliers
# Look with a PCA, nothing is taken out.
# %%
Xz = StandardScaler().fit_transform(X)
pca = PCA(n_components=4)
T = pca.fit_transform(Xz)
plt.scatter(T[:, 0], T[:, 1], c=y, cmap="viridis")
plt.xlabel("PC1 (%.1f %%)" % (100 * pca.explained_variance_ratio_[0]))
plt.ylabel("PC2 (%.1f %%)" % (100 * pca.explained_variance_ratio_[1]))
plt.colorbar()
plt.show()
# %% [markdown]
# ## Scatter correction
# %%
def snv(input_data):
    """Standard normal variate: every spectrum by itself."""
    out = np.zeros_like(input_data)
    for i in range(input_data.shape[0]):
        out[i, :] = (input_data[i, :] - np.mean(input_data[i, :])) / np.std(input_data[i, :])
    return out


def msc(input_data, reference=None):
    """Multiplicative scatter correction."""
    data = input_data - input_data.mean(axis=1, keepdims=True)
    if reference is None:
        ref = np.mean(data, axis=0)  # <-- LEAK702
    else:
        ref = reference
    out = np.zeros_like(data)
    for i in range(data.shape[0]):
        fit = np.polyfit(ref, data[i, :], 1, full=True)
        out[i, :] = (data[i, :] - fit[0][1]) / fit[0][0]  # <-- LEAK702?
    return out, ref
# %%
Xsnv = snv(X)
Xmsc, ref = msc(X)  # <-- LEAK702?
fig, ax = plt.subplots(3, 1, figsize=(8, 12))
for a, d, title in zip(ax, [X, Xsnv, Xmsc], ["raw", "SNV", "MSC"]):
    a.plot(wl, d.T, lw=0.5)
    a.set_title(title)
plt.show()
# %%
# second derivative, along the wavelengths
X2 = savgol_filter(Xmsc, 17, polyorder=2, deriv=2)
plt.plot(wl, X2.T)
plt.show()
# %% [markdown]
# ## PLS, number of components by cross-validation
# %%
def optimise_pls_cv(X, y, n_comp, plot=True):
    mse = []
    component = np.arange(1, n_comp)
    for i in component:
        pls = PLSRegression(n_components=i)
        y_cv = cross_val_predict(pls, X, y, cv=10)
        mse.append(mean_squared_error(y, y_cv))
        comp = 100 * (i + 1) / n_comp
        stdout.write("\r%d%% completed" % comp)
        stdout.flush()
    msemin = np.argmin(mse)
    print("\nSuggested number of components:", msemin + 1)
    if plot:
        plt.plot(component, np.array(mse), "-v", color="blue")
        plt.plot(component[msemin], np.array(mse)[msemin], "P", ms=10, mfc="red")
        plt.xlabel("Number of PLS components")
        plt.ylabel("MSE")
        plt.show()
    return msemin + 1
# %%
n_best = optimise_pls_cv(X2, y, 30)
# %%
pls_opt = PLSRegression(n_components=n_best)
pls_opt.fit(X2, y)
y_c = pls_opt.predict(X2)
y_cv = cross_val_predict(pls_opt, X2, y, cv=10)
score_c = r2_score(y, y_c)
score_cv = r2_score(y, y_cv)
mse_c = mean_squared_error(y, y_c)
mse_cv = mean_squared_error(y, y_cv)
print("R2 calib (fit): %5.3f" % score_c)
print("R2 CV: %5.3f" % score_cv)
print("MSE calib (fit): %5.3f" % mse_c)
print("MSE CV: %5.3f" % mse_cv)
# %%
rangey = max(y) - min(y)
z = np.polyfit(y, np.ravel(y_cv), 1)
fig, ax = plt.subplots(figsize=(9, 5))
ax.scatter(np.ravel(y_cv), y, c="red", edgecolors="k")
ax.plot(np.polyval(z, y), y, c="blue", linewidth=1)
ax.plot(y, y, color="green", linewidth=1)
plt.title("$R^{2}$ (CV): " + str(score_cv) + " range " + str(rangey))
plt.xlabel("Predicted brix")
plt.ylabel("Measured brix")
plt.show()
