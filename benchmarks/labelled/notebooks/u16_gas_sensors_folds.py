# notebook
# %% [markdown]
# # Electronic nose: gas concentration from 16 sensors
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
from glob import glob
from sklearn.preprocessing import StandardScaler, MinMaxScaler, PolynomialFeatures
from sklearn.model_selection import KFold, train_test_split
from sklearn.svm import SVR
from sklearn.kernel_ridge import KernelRidge
from sklearn.metrics import mean_squared_error, r2_score, mean_absolute_error
%config InlineBackend.figure_format = "retina"
# %%
files = sorted(glob("gas_drift/batch*.dat"))
parts = []
for i, f in enumerate(files):
    d = pd.read_csv(f, sep=r"\s+", header=None)
    d["batch"] = i + 1
    parts.append(d)
df = pd.concat(parts, ignore_index=True)
df.shape
# %%
df.columns = ["gas_conc"] + [f"s{i // 8}_{i % 8}" for i in range(128)] + ["batch"]
df[["gas", "conc"]] = df["gas_conc"].str.split(";", expand=True)
df["gas"] = df["gas"].astype(int)
df["conc"] = df["conc"].astype(float)
df = df.drop(columns="gas_conc")
for c in df.columns[:128]:
    df[c] = df[c].astype(str).str.split(":").str[-1].astype(float)
df.head()
# %%
df.describe()
# %%
pd.crosstab(df["batch"], df["gas"])
# %%
fig, ax = plt.subplots(4, 4, figsize=(12, 10), sharex=True)
for i, a in enumerate(ax.ravel()):
    a.scatter(df["conc"], df[f"s{i}_0"], s=1, c=df["gas"])
    a.set_title(f"sensor {i}")
plt.tight_layout()
plt.show()
# %%
eth = df[df["gas"] == 1].copy()
eth = eth[eth["conc"] > 0]
print(len(eth))
# %%
scal = MinMaxScaler()
img = scal.fit_transform(eth.iloc[:, :128])
plt.imshow(img, aspect="auto")
plt.title("all features of ethanol, 0 to 1")
plt.colorbar()
plt.show()
# %%
steady = [c for c in eth.columns if c.endswith("_0")]
norm = [c for c in eth.columns if c.endswith("_1")]
X = eth[steady + norm].values
X = np.sign(X) * np.log1p(np.abs(X))
y = np.log10(eth["conc"].values)
print(X.shape, y.min(), y.max())
# %%
sns.heatmap(np.corrcoef(X.T), cmap="vlag")
plt.show()
# %% [markdown]
# ## 10-fold by hand
# %%
def rmse(a, b):
    return np.sqrt(mean_squared_error(a, b))


kf = KFold(n_splits=10, shuffle=True, random_state=5)
results = {"rmse": [], "r2": [], "mae": []}
oof = np.zeros(len(y))
for fold, (train_idx, test_idx) in enumerate(kf.split(X)):
    X_train, X_test = X[train_idx], X[test_idx]
    y_train, y_test = y[train_idx], y[test_idx]
    scaler = StandardScaler()
    X_train = scaler.fit_transform(X_train)
    X_test = scaler.fit_transform(X_test)  # <-- LEAK705
    model = SVR(C=50, epsilon=0.02, gamma=0.02)
    model.fit(X_train, y_train)
    p = model.predict(X_test)
    oof[test_idx] = p
    results["rmse"].append(rmse(y_test, p))
    results["r2"].append(r2_score(y_test, p))
    results["mae"].append(mean_absolute_error(y_test, p))
    print(f"fold {fold}: rmse {results['rmse'][-1]:.4f}")
# %%
res = pd.DataFrame(results)
res.loc["mean"] = res.mean()
res
# %%
plt.figure(figsize=(5, 5))
plt.scatter(10 ** y, 10 ** oof, s=4)
plt.plot([1, 1000], [1, 1000], "k--")
plt.xscale("log")
plt.yscale("log")
plt.xlabel("true ppm")
plt.ylabel("predicted ppm")
plt.show()
# %% [markdown]
# ## Drift: first batches to train, later ones to test
# %%
# rows are in order of the batches
Xa, ya = X[:2000], y[:2000]
Xb, yb = X[1500:], y[1500:]  # <-- LEAK706?
s2 = StandardScaler().fit(Xa)
m2 = SVR(C=50, epsilon=0.02, gamma=0.02).fit(s2.transform(Xa), ya)  # <-- LEAK706?
pb = m2.predict(s2.transform(Xb))
print("late batches: rmse %.3f r2 %.3f" % (rmse(yb, pb), r2_score(yb, pb)))  # <-- LEAK706
# %%
lateb = eth["batch"].values[1500:]
for b in np.unique(lateb):
    k = lateb == b
    print("batch", b, "bias", (pb[k] - yb[k]).mean().round(3), "n", k.sum())
# %%
pd.DataFrame({"batch": lateb, "err": pb - yb}).boxplot(column="err", by="batch")
plt.show()
