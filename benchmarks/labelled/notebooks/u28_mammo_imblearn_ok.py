# notebook
# %% [markdown]
# # Microcalcifications: imbalanced-learn as it is meant
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
from collections import Counter
from sklearn.datasets import fetch_openml
from imblearn.pipeline import Pipeline as ImbPipeline, make_pipeline as make_imb
from imblearn.over_sampling import SMOTE, BorderlineSMOTE, RandomOverSampler
from imblearn.under_sampling import RandomUnderSampler, EditedNearestNeighbours, TomekLinks
from imblearn.combine import SMOTEENN
from imblearn.ensemble import BalancedRandomForestClassifier
from imblearn.metrics import geometric_mean_score
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import StandardScaler, PowerTransformer, OneHotEncoder
from sklearn.linear_model import LogisticRegression
from sklearn.ensemble import RandomForestClassifier
from sklearn.svm import SVC
from sklearn.model_selection import RepeatedStratifiedKFold, cross_validate, cross_val_score, GridSearchCV, train_test_split
from sklearn.metrics import average_precision_score, PrecisionRecallDisplay, classification_report
RS = 77
# %%
data = fetch_openml("mammography", version=1, as_frame=True)
df = data.frame
df.head()
# %%
df.info()
# %%
df["class"] = (df["class"] == "1").astype(int)
print(Counter(df["class"]))
# %%
df.describe()
# %%
for c in df.columns[:-1]:
    sns.kdeplot(data=df, x=c, hue="class", common_norm=False)
    plt.show()
# %%
sns.heatmap(df.corr(), annot=True, fmt=".2f")
plt.show()
# %%
df = df.drop_duplicates()
X = df.drop(columns="class")
y = df["class"]
# %% [markdown]
# How SMOTE looks, two columns, for the slide only
# %%
Xs, ys = SMOTE(random_state=RS).fit_resample(X.iloc[:, :2], y)
fig, ax = plt.subplots(1, 2, figsize=(11, 4), sharex=True, sharey=True)
ax[0].scatter(X.iloc[:, 0], X.iloc[:, 1], c=y, s=3)
ax[1].scatter(Xs.iloc[:, 0], Xs.iloc[:, 1], c=ys, s=3)
plt.show()
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, stratify=y, test_size=0.25, random_state=RS)
print(Counter(y_train), Counter(y_test))
# %%
samplers = {
    "none": "passthrough",
    "over": RandomOverSampler(random_state=RS),
    "smote": SMOTE(random_state=RS),
    "border": BorderlineSMOTE(random_state=RS),
    "under": RandomUnderSampler(random_state=RS),
    "enn": SMOTEENN(random_state=RS),
}
cv = RepeatedStratifiedKFold(n_splits=5, n_repeats=2, random_state=RS)
rows = []
for name, sampler in samplers.items():
    pipe = ImbPipeline([("pt", PowerTransformer()), ("samp", sampler), ("lr", LogisticRegression(max_iter=1000))])
    r = cross_validate(pipe, X_train, y_train, cv=cv, scoring=["average_precision", "roc_auc", "recall"], n_jobs=-1)
    rows.append({"sampler": name, "ap": r["test_average_precision"].mean(), "auc": r["test_roc_auc"].mean(),
                 "recall": r["test_recall"].mean(), "sd": r["test_average_precision"].std()})
    print(rows[-1])
# %%
tab = pd.DataFrame(rows).sort_values("ap", ascending=False)
tab.style.background_gradient()
# %%
sns.barplot(data=tab, x="ap", y="sampler")
plt.show()
# %% [markdown]
# ## Search over sampler and forest together
# %%
pipe = ImbPipeline([
    ("imp", SimpleImputer()),
    ("sc", StandardScaler()),
    ("samp", SMOTE(random_state=RS)),
    ("rf", RandomForestClassifier(n_jobs=-1, random_state=RS)),
])
grid = {
    "samp": [SMOTE(random_state=RS), RandomUnderSampler(random_state=RS), "passthrough"],
    "rf__n_estimators": [200],
    "rf__max_depth": [6, 12, None],
    "rf__class_weight": [None, "balanced_subsample"],
}
gs = GridSearchCV(pipe, grid, scoring="average_precision", cv=5, n_jobs=-1, verbose=1)
gs.fit(X_train, y_train)
print(gs.best_params_)
print("CV average precision %.3f" % gs.best_score_)
# %%
cvr = pd.DataFrame(gs.cv_results_)
cvr["param_samp"] = cvr["param_samp"].astype(str).str.split("(").str[0]
cvr.pivot_table(index="param_samp", columns="param_rf__max_depth", values="mean_test_score")
# %% [markdown]
# ## Test rows, once
# %%
proba = gs.predict_proba(X_test)[:, 1]
print("test average precision %.3f" % average_precision_score(y_test, proba))
print("G-mean %.3f" % geometric_mean_score(y_test, proba > 0.5))
print(classification_report(y_test, (proba > 0.5).astype(int)))
PrecisionRecallDisplay.from_predictions(y_test, proba)
plt.show()
# %%
rf = gs.best_estimator_.named_steps["rf"]
pd.Series(rf.feature_importances_, index=X.columns).sort_values().plot.barh()
plt.show()
