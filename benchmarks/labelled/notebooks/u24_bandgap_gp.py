# notebook
# %% [markdown]
# # Band gaps of perovskites with Gaussian processes
# Data from our own DFT runs (HSE06), 426 compounds
# %%
!pip install matminer pymatgen --quiet
# %%
import json
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
from pymatgen.core import Composition, Element
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, WhiteKernel, ConstantKernel as C, Matern
from sklearn.preprocessing import StandardScaler
from sklearn.linear_model import LinearRegression, Lasso
from sklearn.metrics import r2_score, mean_absolute_error, mean_squared_error
from sklearn.model_selection import train_test_split
# %%
with open("perovskites.json") as fh:
    rec = json.load(fh)
df = pd.DataFrame(rec)
df.head()
# %%
df.info()
# %%
df = df[df["gap"] > 0.05].reset_index(drop=True)
df["gap"].hist(bins=30)
plt.xlabel("eV")
plt.show()
# %%
def shannon(el, charge):
    try:
        return float(Element(el).average_ionic_radius)
    except (ValueError, TypeError):
        return np.nan


def describe(formula, a, b, x):
    comp = Composition(formula)
    ea, eb, ex = Element(a), Element(b), Element(x)
    ra, rb, rx = shannon(a, 2), shannon(b, 4), shannon(x, -2)
    return {
        "tol": (ra + rx) / (np.sqrt(2) * (rb + rx)),
        "oct": rb / rx,
        "dx_b": ex.X - eb.X,
        "dx_a": ex.X - ea.X,
        "z_b": eb.Z,
        "row_x": ex.row,
        "mass": comp.weight / comp.num_atoms,
    }
# %%
F = pd.DataFrame([describe(r.formula, r.A, r.B, r.X) for r in df.itertuples()])
F.isna().sum()
# %%
keep = F.notna().all(axis=1)
F, gap = F[keep], df.loc[keep, "gap"].values
F.describe()
# %%
sns.pairplot(F.assign(gap=gap), y_vars=["gap"], x_vars=list(F.columns))
plt.show()
# %%
sns.heatmap(F.assign(gap=gap).corr(), annot=True, fmt=".2f", cmap="coolwarm")
plt.show()
# %%
sc = StandardScaler()
X = sc.fit_transform(F)
ym, ys = gap.mean(), gap.std()
y = (gap - ym) / ys
# %% [markdown]
# ## Gaussian process
# %%
kernel = C(1.0, (1e-2, 1e2)) * Matern(length_scale=np.ones(X.shape[1]), nu=2.5) + WhiteKernel(1e-2)
gp = GaussianProcessRegressor(kernel=kernel, n_restarts_optimizer=5, random_state=0)
gp.fit(X, y)  # <-- LEAK706?
print(gp.kernel_)
print("log marginal likelihood", gp.log_marginal_likelihood_value_)
# %%
mu, sd = gp.predict(X, return_std=True)
gap_hat = mu * ys + ym
print("R2   %.3f" % r2_score(gap, gap_hat))  # <-- LEAK706
print("MAE  %.3f eV" % mean_absolute_error(gap, gap_hat))  # <-- LEAK706?
print("RMSE %.3f eV" % np.sqrt(mean_squared_error(gap, gap_hat)))  # <-- LEAK706?
# %%
plt.figure(figsize=(5, 5))
plt.errorbar(gap, gap_hat, yerr=2 * sd * ys, fmt="o", ms=3, alpha=0.4)
plt.plot([0, 8], [0, 8], "k--")
plt.xlabel("DFT gap (eV)")
plt.ylabel("GP gap (eV)")
plt.show()
# %%
ls = gp.kernel_.k1.k2.length_scale
rel = pd.Series(1 / ls, index=F.columns).sort_values()
rel.plot.barh()
plt.title("relevance (1 / length scale)")
plt.show()
# %% [markdown]
# ## Screening of new compounds
# %%
new = pd.read_csv("candidates.csv")
Fn = pd.DataFrame([describe(r.formula, r.A, r.B, r.X) for r in new.itertuples()])
good = Fn.notna().all(axis=1)
mun, sdn = gp.predict(sc.transform(Fn[good]), return_std=True)
new.loc[good, "gap_pred"] = mun * ys + ym
new.loc[good, "gap_sd"] = sdn * ys
solar = new[(new["gap_pred"] > 1.1) & (new["gap_pred"] < 1.7) & (new["gap_sd"] < 0.4)]
print(len(solar), "candidates for solar cells")
solar.sort_values("gap_sd").head(15)
# %%
plt.hist(new["gap_pred"].dropna(), bins=40)
plt.axvspan(1.1, 1.7, alpha=0.2, color="g")
plt.show()
# %%
solar.to_csv("solar_candidates.csv", index=False)
