# notebook
# %% [markdown]
# # Parkinson's from voice: nested, grouped cross-validation
# 40 people, 26 recordings each. Recordings of a person stay together.
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
from scipy.stats import loguniform
from sklearn.base import clone
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler, QuantileTransformer
from sklearn.feature_selection import SelectKBest, mutual_info_classif, f_classif
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import GroupKFold, GridSearchCV, RandomizedSearchCV, cross_val_score
from sklearn.metrics import roc_auc_score, balanced_accuracy_score, RocCurveDisplay, roc_curve
# %%
cols = ["id"] + [f"f{i:02d}" for i in range(26)] + ["updrs", "pd"]
voice = pd.read_csv("train_data.txt", header=None, names=cols)
voice.head()
# %%
voice.info()
# %%
voice.groupby("pd")["id"].nunique()
# %%
voice.describe().T[["mean", "std", "min", "max"]]
# %%
z = (voice.filter(like="f") - voice.filter(like="f").mean()) / voice.filter(like="f").std()
plt.figure(figsize=(10, 5))
sns.boxplot(data=z.clip(-4, 4), fliersize=1)
plt.xticks(rotation=90)
plt.title("z-scores, for the eye")
plt.show()
# %%
corr = voice.filter(like="f").corr().abs()
sns.clustermap(corr, cmap="mako", figsize=(8, 8))
plt.show()
# %%
mi = mutual_info_classif(voice.filter(like="f"), voice["pd"], random_state=0)
print(pd.Series(mi, index=cols[1:27]).sort_values(ascending=False).head(8))
# %%
people = PCA(2).fit_transform(StandardScaler().fit_transform(voice.groupby("id").mean().filter(like="f")))
plt.scatter(*people.T, c=voice.groupby("id")["pd"].first())
plt.show()
# %%
X = voice.filter(regex=r"^f\d\d").to_numpy()
y = voice["pd"].to_numpy()
groups = voice["id"].to_numpy()
X.shape, y.mean(), len(np.unique(groups))
# %% [markdown]
# ## Candidates
# %%
candidates = {
    "logreg": (
        Pipeline([("sc", StandardScaler()), ("sel", SelectKBest(f_classif)), ("clf", LogisticRegression(max_iter=2000))]),
        {"sel__k": [5, 10, 20], "clf__C": [0.01, 0.1, 1, 10]},
    ),
    "svm": (
        Pipeline([("sc", QuantileTransformer(n_quantiles=100, output_distribution="normal")), ("pca", PCA()), ("clf", SVC(probability=True, random_state=0))]),
        {"pca__n_components": [5, 10, 15], "clf__C": [0.1, 1, 10], "clf__gamma": ["scale", 0.01]},
    ),
    "forest": (
        make_pipeline(SelectKBest(f_classif, k=15), RandomForestClassifier(n_estimators=300, random_state=0)),
        {"randomforestclassifier__max_depth": [3, 6, None], "selectkbest__k": [10, 15, 26]},
    ),
}
# %% [markdown]
# ## Inner search, outer judgement
# %%
outer = GroupKFold(n_splits=8)
inner = GroupKFold(n_splits=4)
rows, oof, chosen = [], np.zeros(len(y)), []
for k, (tr, te) in enumerate(outer.split(X, y, groups)):
    assert not set(groups[tr]) & set(groups[te])
    best_name, best_score, best_model = None, -np.inf, None
    for name, (pipe, grid) in candidates.items():
        gs = GridSearchCV(clone(pipe), grid, cv=inner, scoring="roc_auc", n_jobs=-1)
        gs.fit(X[tr], y[tr], groups=groups[tr])
        if gs.best_score_ > best_score:
            best_name, best_score, best_model = name, gs.best_score_, gs.best_estimator_
    oof[te] = best_model.predict_proba(X[te])[:, 1]
    chosen.append(best_name)
    rows.append({"fold": k, "winner": best_name, "inner": best_score, "outer": balanced_accuracy_score(y[te], oof[te] > 0.5)})
    print(rows[-1])
# %%
res = pd.DataFrame(rows)
print(res)
print("outer balanced accuracy %.3f +- %.3f" % (res["outer"].mean(), res["outer"].std()))
print("pooled AUC %.3f" % roc_auc_score(y, oof))
print(pd.Series(chosen).value_counts())
# %%
RocCurveDisplay.from_predictions(y, oof)
plt.plot([0, 1], [0, 1], "k:")
plt.show()
# %% [markdown]
# ## By person: majority of the recordings
# %%
person = pd.DataFrame({"id": groups, "y": y, "p": oof}).groupby("id").mean()
print("person level AUC %.3f" % roc_auc_score(person["y"], person["p"]))
person.sort_values("p").reset_index().plot(y="p", style="o")
plt.show()
# %%
# random labels as a check: must be near one half
rng = np.random.default_rng(0)
shuf = voice.groupby("id")["pd"].first()
shuf = pd.Series(rng.permutation(shuf.values), index=shuf.index)
ys = voice["id"].map(shuf).to_numpy()
s = cross_val_score(candidates["logreg"][0], X, ys, groups=groups, cv=outer, scoring="roc_auc")
print("shuffled labels %.3f" % s.mean())
