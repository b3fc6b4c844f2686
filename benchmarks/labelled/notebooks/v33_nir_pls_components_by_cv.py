# notebook
# %% [markdown]
# # NIR spectra of peaches: Brix by PLS
# %%
from sys import stdout
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
from scipy.signal import savgol_filter
from sklearn.cross_decomposition import PLSRegression
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler
from sklearn.model_selection import cross_val_predict, train_test_split, KFold
from sklearn.metrics import mean_squared_error, r2_score
# %%
data = pd.read_csv('peach_spectra_brix.csv')
data.head()
# %%
y = data['Brix'].values
X = data.drop(['Brix'], axis=1).values
wl = np.arange(1100, 2300, 2)
X.shape
# %%
plt.figure(figsize=(8, 4))
with plt.style.context('ggplot'):
    plt.plot(wl, X.T)
    plt.xlabel('Wavelength (nm)')
    plt.ylabel('Reflectance')
plt.show()
# %%
plt.plot(wl, X.mean(axis=0))
plt.fill_between(wl, X.mean(0) - X.std(0), X.mean(0) + X.std(0), alpha=.3)
# %% [markdown]
# Scatter correction and derivative are done spectrum by spectrum.
# %%
def snv(spectra):
    out = np.zeros_like(spectra)
    for i in range(spectra.shape[0]):
        out[i, :] = (spectra[i, :] - np.mean(spectra[i, :])) / np.std(spectra[i, :])
    return out

Xs = snv(X)
X2 = savgol_filter(Xs, 17, polyorder=2, deriv=2)
plt.plot(wl, X2.T)
plt.show()
# %% [markdown]
# PCA score plot for a look at clusters
# %%
scores = PCA(n_components=2).fit_transform(StandardScaler().fit_transform(X2))
plt.scatter(scores[:, 0], scores[:, 1], c=y, cmap='viridis')
plt.colorbar(label='Brix')
# %%
X_cal, X_tst, y_cal, y_tst = train_test_split(X2, y, test_size=0.25, random_state=10)
# %%
def optimise_pls_cv(X, y, n_max):
    mse = []
    for n in range(1, n_max + 1):
        y_cv = cross_val_predict(PLSRegression(n_components=n), X, y, cv=10)
        mse.append(mean_squared_error(y, y_cv))
        stdout.write(f'\r{100 * n / n_max:.0f}% completed')
    best = int(np.argmin(mse)) + 1
    print('\nSuggested number of components:', best)
    plt.plot(range(1, n_max + 1), mse, '-v')
    plt.plot(best, mse[best - 1], 'P', ms=10, mfc='red')
    plt.show()
    return best

n_opt = optimise_pls_cv(X_cal, y_cal, 25)
# %%
pls = PLSRegression(n_components=n_opt)
pls.fit(X_cal, y_cal)
y_c = pls.predict(X_cal).ravel()
print('R2 calibration (training): %5.3f' % r2_score(y_cal, y_c))
# %%
y_cv = cross_val_predict(PLSRegression(n_components=n_opt), X_cal, y_cal, cv=10).ravel()
print('R2 CV: %5.3f' % r2_score(y_cal, y_cv))
# %%
y_p = pls.predict(X_tst).ravel()
print('R2 test: %5.3f, RMSEP %5.3f' % (r2_score(y_tst, y_p), np.sqrt(mean_squared_error(y_tst, y_p))))
# %%
rpd = y_tst.std() / np.sqrt(mean_squared_error(y_tst, y_p))
print('RPD', rpd)
plt.scatter(y_tst, y_p)
z = np.polyfit(y_tst, y_p, 1)
plt.plot(y_tst, np.polyval(z, y_tst), 'r')
