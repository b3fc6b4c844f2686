# notebook
# %% [markdown]
# # Crop type from Sentinel-2 pixels
# Arrays were exported with the notebook 01_extract.
# %%
import h5py
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
from sklearn.ensemble import RandomForestClassifier
from sklearn.cluster import KMeans
from sklearn.model_selection import train_test_split
from sklearn.metrics import accuracy_score, cohen_kappa_score, confusion_matrix, ConfusionMatrixDisplay
# %%
BANDS = ["B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B11", "B12"]
CLASSES = {1: "wheat", 2: "maize", 3: "rape", 4: "beet", 5: "grass"}
with h5py.File("exports/tile_32UNC.h5", "r") as f:
    print(list(f.keys()))
    refl = f["reflectance"][:]
    labels = f["labels"][:]
    parcel = f["parcel_id"][:]
    scene = f["rgb_preview"][:]
print(refl.shape, labels.shape, len(np.unique(parcel)))
# %%
plt.imshow(np.clip(scene / 3000.0, 0, 1))
plt.axis("off")
plt.show()
# %%
for k, v in CLASSES.items():
    print(v, (labels == k).sum())
# %%
fig, ax = plt.subplots()
for k, v in CLASSES.items():
    m = refl[labels == k].mean(axis=0)
    s = refl[labels == k].std(axis=0)
    ax.plot(BANDS, m, label=v)
    ax.fill_between(range(len(BANDS)), m - s, m + s, alpha=0.15)
ax.legend()
plt.show()
# %% [markdown]
# ## Cleaning
# drop no-data and clouds
# %%
ok = (refl > 0).all(axis=1) & (labels > 0)
refl = refl[ok]
labels = labels[ok]
parcel = parcel[ok]
refl = refl / 10000.0
print(refl.shape)
# %%
def index(a, b):
    return (a - b) / (a + b + 1e-6)


b = {name: refl[:, i] for i, name in enumerate(BANDS)}
ndvi = index(b["B08"], b["B04"])
ndwi = index(b["B03"], b["B08"])
ndmi = index(b["B08"], b["B11"])
ndre = index(b["B08"], b["B05"])
evi = 2.5 * (b["B08"] - b["B04"]) / (b["B08"] + 6 * b["B04"] - 7.5 * b["B02"] + 1)
print("NDVI mean %.3f, min %.3f, max %.3f" % (ndvi.mean(), ndvi.min(), ndvi.max()))
# %%
feat = np.column_stack([refl, ndvi, ndwi, ndmi, ndre, evi])
names = BANDS + ["ndvi", "ndwi", "ndmi", "ndre", "evi"]
pd.DataFrame(feat, columns=names).describe().round(3)
# %%
# extreme reflectances distort everything, cut at the percentiles
lo, hi = np.percentile(feat, [1, 99], axis=0)  # <-- LEAK702
feat = np.clip(feat, lo, hi)  # <-- LEAK702?
# %%
mu = feat.mean(axis=0)  # <-- LEAK702
sd = feat.std(axis=0)  # <-- LEAK702?
featn = (feat - mu) / sd  # <-- LEAK702?
# %% [markdown]
# ## Unsupervised first look
# %%
km = KMeans(n_clusters=5, n_init=10, random_state=0)
cl = km.fit_predict(featn)
print(pd.crosstab(cl, labels))
# %%
plt.scatter(featn[::50, 10], featn[::50, 12], c=cl[::50], s=3)
plt.xlabel("ndvi")
plt.ylabel("ndmi")
plt.show()
# %% [markdown]
# ## Split by parcels
# pixels of one field must stay together
# %%
ids = np.unique(parcel)
id_train, id_test = train_test_split(ids, test_size=0.3, random_state=11)
tr = np.isin(parcel, id_train)
te = np.isin(parcel, id_test)
Xtr, ytr = featn[tr], labels[tr]
Xte, yte = featn[te], labels[te]
print(Xtr.shape, Xte.shape)
# %%
rf = RandomForestClassifier(n_estimators=300, min_samples_leaf=5, oob_score=True, n_jobs=-1, random_state=11)
rf.fit(Xtr, ytr)
print("OOB", rf.oob_score_)
print("train accuracy", rf.score(Xtr, ytr))
# %%
pred = rf.predict(Xte)
print("OA", accuracy_score(yte, pred))
print("kappa", cohen_kappa_score(yte, pred))
# %%
cm = confusion_matrix(yte, pred, normalize="true")
ConfusionMatrixDisplay(cm, display_labels=list(CLASSES.values())).plot(cmap="Blues")
plt.show()
# %%
prod_acc = np.diag(confusion_matrix(yte, pred)) / confusion_matrix(yte, pred).sum(axis=1)
user_acc = np.diag(confusion_matrix(yte, pred)) / confusion_matrix(yte, pred).sum(axis=0)
pd.DataFrame({"PA": prod_acc, "UA": user_acc}, index=list(CLASSES.values()))
# %%
imp = pd.Series(rf.feature_importances_, index=names).sort_values()
imp.plot.barh(figsize=(5, 6))
plt.tight_layout()
plt.savefig("importance.png")
