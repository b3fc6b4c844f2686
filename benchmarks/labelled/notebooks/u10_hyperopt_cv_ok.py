# notebook
# %% [markdown]
# # Concrete strength: Hyperopt on cross-validation
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
from functools import partial
from hyperopt import fmin, tpe, hp, Trials, STATUS_OK, space_eval
from sklearn.model_selection import train_test_split, cross_val_score, RepeatedKFold
from sklearn.pipeline import Pipeline
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.preprocessing import StandardScaler, PowerTransformer, PolynomialFeatures
from sklearn.impute import SimpleImputer
from sklearn.feature_selection import SelectKBest, f_regression
from sklearn.svm import SVR
from sklearn.metrics import r2_score, mean_squared_error
import joblib
# %%
data = pd.read_excel("Concrete_Data.xls")
data.columns = ["cement", "slag", "ash", "water", "superplast", "coarse", "fine", "age", "strength"]
data.head()
# %%
data.describe()
# %%
print(data.isnull().sum())
print("duplicates:", data.duplicated().sum())
# %%
data = data.drop_duplicates()
# %%
sns.pairplot(data[["cement", "water", "age", "strength"]])
plt.show()
# %%
plt.figure(figsize=(8, 6))
sns.heatmap(data.corr(), annot=True, fmt=".2f", cmap="viridis")
plt.show()
# %%
z = (data - data.mean()) / data.std()
z.plot.box(figsize=(10, 4))
plt.title("Standardised, for the plot")
plt.show()
# %%
q1, q3 = data["superplast"].quantile([0.25, 0.75])
print("suspicious superplast rows", (data["superplast"] > q3 + 1.5 * (q3 - q1)).sum())
# %% [markdown]
# Ratios engineers use
# %%
data["w_c"] = data["water"] / data["cement"]
data["w_b"] = data["water"] / (data["cement"] + data["slag"] + data["ash"])
data["agg"] = data["coarse"] + data["fine"]
data["log_age"] = np.log(data["age"])
X, y = data.drop(columns="strength"), data["strength"]
# %%
X_dev, X_hold, y_dev, y_hold = train_test_split(X, y, test_size=0.2, random_state=17)
# %%
def make_model(p):
    steps = [
        ("imp", SimpleImputer(strategy="median")),
        ("scale", StandardScaler() if p["scale"] == "std" else PowerTransformer()),
        ("poly", PolynomialFeatures(degree=int(p["degree"]), include_bias=False)),
        ("sel", SelectKBest(f_regression, k=int(p["k"]))),
        ("svr", SVR(C=p["C"], epsilon=p["epsilon"], gamma=p["gamma"])),
    ]
    return Pipeline(steps)


cv = RepeatedKFold(n_splits=5, n_repeats=2, random_state=0)


def objective(p, X, y):
    s = cross_val_score(make_model(p), X, y, cv=cv, scoring="neg_root_mean_squared_error", n_jobs=-1)
    return {"loss": -s.mean(), "std": s.std(), "status": STATUS_OK}
# %%
space = {
    "scale": hp.choice("scale", ["std", "yj"]),
    "degree": hp.quniform("degree", 1, 2, 1),
    "k": hp.quniform("k", 6, 12, 1),
    "C": hp.loguniform("C", np.log(1e-1), np.log(1e3)),
    "epsilon": hp.loguniform("epsilon", np.log(1e-2), np.log(5)),
    "gamma": hp.loguniform("gamma", np.log(1e-4), np.log(1)),
}
trials = Trials()
best = fmin(partial(objective, X=X_dev, y=y_dev), space, algo=tpe.suggest, max_evals=80,
            trials=trials, rstate=np.random.default_rng(8))
best = space_eval(space, best)
print(best)
# %%
losses = [t["result"]["loss"] for t in trials.trials]
plt.plot(np.minimum.accumulate(losses))
plt.xlabel("trial")
plt.ylabel("best CV RMSE")
plt.show()
# %%
model = make_model(best).fit(X_dev, y_dev)
pred = model.predict(X_hold)
print(f"hold-out R2 {r2_score(y_hold, pred):.3f}  RMSE {np.sqrt(mean_squared_error(y_hold, pred)):.2f}")
# %%
res = y_hold - pred
fig, ax = plt.subplots(1, 2, figsize=(10, 4))
ax[0].scatter(y_hold, pred, s=10)
ax[1].hist(res, bins=25)
print("bias", res.mean())
plt.show()
# %% [markdown]
# Final fit with everything
# %%
model.fit(X, y)
joblib.dump(model, "concrete_svr.joblib")
