# notebook
# %% [markdown]
# # Tumour subtype from expression profiles
# TCGA style matrix, 20k genes, 312 patients
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
from scipy import stats
from sklearn.feature_selection import SelectKBest, f_classif, VarianceThreshold
from sklearn.preprocessing import StandardScaler, LabelEncoder
from sklearn.decomposition import PCA
from sklearn.svm import SVC
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.model_selection import StratifiedKFold, GridSearchCV, cross_val_score, cross_val_predict
from sklearn.metrics import classification_report, confusion_matrix
# %%
expr = pd.read_csv("data/rnaseq_counts.tsv.gz", sep="\t", index_col=0)
clin = pd.read_csv("data/clinical.tsv", sep="\t", index_col="sample")
print(expr.shape, clin.shape)
expr.iloc[:5, :5]
# %%
clin["subtype"].value_counts()
# %%
expr = expr.T
expr = expr.loc[expr.index.intersection(clin.index)]
clin = clin.loc[expr.index]
assert (expr.index == clin.index).all()
# %% [markdown]
# ## Normalisation
# counts per million, within a sample, then log
# %%
lib = expr.sum(axis=1)
cpm = expr.div(lib, axis=0) * 1e6
logx = np.log2(cpm + 1)
plt.boxplot(logx.iloc[:20].T.values)
plt.show()
# %%
print("median library size", lib.median())
sns.histplot(lib, bins=40)
plt.show()
# %% [markdown]
# ## QC: PCA coloured by batch
# %%
pcs = PCA(n_components=2).fit_transform(StandardScaler().fit_transform(logx))
plt.figure(figsize=(6, 5))
sns.scatterplot(x=pcs[:, 0], y=pcs[:, 1], hue=clin["batch"].values)
plt.show()
# %%
X = logx.values
genes = logx.columns.to_numpy()
le = LabelEncoder()
y = le.fit_transform(clin["subtype"])
print(dict(zip(le.classes_, np.bincount(y))))
# %% [markdown]
# ## Volcano for the paper
# %%
a, b = X[y == 0], X[y == 1]
t, p = stats.ttest_ind(a, b, equal_var=False)
fc = a.mean(axis=0) - b.mean(axis=0)
plt.scatter(fc, -np.log10(p), s=2)
plt.axhline(-np.log10(0.05 / len(p)), c="r", lw=0.5)
plt.xlabel("log2 FC")
plt.show()
# %% [markdown]
# ## Keep 200 informative genes
# %%
skb = SelectKBest(f_classif, k=200)
X_sel = skb.fit_transform(X, y)  # <-- LEAK704
top = pd.DataFrame({"gene": genes, "F": skb.scores_}).sort_values("F", ascending=False)
top.head(20)
# %%
plt.figure(figsize=(8, 8))
sel_df = pd.DataFrame(X_sel, columns=genes[skb.get_support()])
sns.heatmap(sel_df.corr(), cmap="vlag", xticklabels=False, yticklabels=False)
plt.show()
# %% [markdown]
# ## Nested cross-validation
# %%
pipe = Pipeline([("sc", StandardScaler()), ("svc", SVC(kernel="rbf"))])
grid = {"svc__C": [0.1, 1, 10, 100], "svc__gamma": ["scale", 1e-3, 1e-4]}
inner = StratifiedKFold(n_splits=4, shuffle=True, random_state=1)
outer = StratifiedKFold(n_splits=5, shuffle=True, random_state=2)
scores = []
y_true, y_hat = [], []
for k, (tr, te) in enumerate(outer.split(X_sel, y)):
    gs = GridSearchCV(pipe, grid, cv=inner, n_jobs=-1)
    gs.fit(X_sel[tr], y[tr])
    s = gs.score(X_sel[te], y[te])
    scores.append(s)
    y_true.extend(y[te])
    y_hat.extend(gs.predict(X_sel[te]))
    print(f"fold {k}: {s:.3f}  {gs.best_params_}")
# %%
print("nested accuracy %.3f +- %.3f" % (np.mean(scores), np.std(scores)))
print(classification_report(y_true, y_hat, target_names=le.classes_))
# %%
sns.heatmap(confusion_matrix(y_true, y_hat), annot=True, fmt="d",
            xticklabels=le.classes_, yticklabels=le.classes_)
plt.show()
# %% [markdown]
# ## Sanity: shuffled labels
# %%
rng = np.random.default_rng(0)
null = []
for i in range(20):
    yp = rng.permutation(y)
    clf = make_pipeline(SelectKBest(f_classif, k=200), StandardScaler(), SVC())
    null.append(cross_val_score(clf, X, yp, cv=5).mean())
print("null", np.mean(null))
plt.hist(null)
plt.axvline(np.mean(scores), c="r")
plt.show()
# %%
top.head(200).to_csv("signature_200.csv", index=False)
