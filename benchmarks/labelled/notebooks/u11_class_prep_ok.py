# notebook
# %% [markdown]
# # Used cars: price model
# Own transformers, so that production can reuse them.
# %%
from __future__ import annotations

from dataclasses import dataclass, field
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler, OneHotEncoder
from sklearn.linear_model import Ridge
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import mean_absolute_error, mean_absolute_percentage_error
# %%
cars = pd.read_csv("vehicles.csv", usecols=["price", "year", "manufacturer", "model", "odometer", "fuel",
                                            "transmission", "drive", "type", "state", "condition"])
cars.sample(5)
# %%
cars.info()
# %%
missing = cars.isna().mean().mul(100).round(1)
missing.plot.barh()
plt.show()
# %%
cars = cars.query("500 <= price <= 100000 and 1990 <= year <= 2021 and odometer < 400000")
cars = cars.drop_duplicates()
cars["age"] = 2021 - cars["year"]
cars["km_year"] = cars["odometer"] * 1.609 / cars["age"].clip(lower=1)
cars["model"] = cars["model"].str.lower().str.split().str[0]
len(cars)
# %%
sns.histplot(np.log10(cars["price"]), bins=60)
plt.show()
print(cars.groupby("manufacturer")["price"].median().sort_values().tail(10))
# %%
sns.heatmap(cars[["price", "age", "odometer", "km_year"]].corr(), annot=True)
plt.show()
# %% [markdown]
# ## Transformers
# %%
class GroupImputer(BaseEstimator, TransformerMixin):
    """Fill a column with the most common value of its group."""

    def __init__(self, group, column):
        self.group = group
        self.column = column

    def fit(self, X, y=None):
        mode = X.groupby(self.group)[self.column].agg(lambda s: s.mode().iloc[0] if s.notna().any() else np.nan)
        self.table_ = mode
        self.default_ = X[self.column].mode().iloc[0]
        return self

    def transform(self, X):
        X = X.copy()
        guess = X[self.group].map(self.table_).fillna(self.default_)
        X[self.column] = X[self.column].fillna(guess)
        return X


class SmoothedTarget(BaseEstimator, TransformerMixin):
    def __init__(self, column, m=50):
        self.column = column
        self.m = m

    def fit(self, X, y):
        self.prior_ = y.mean()
        g = y.groupby(X[self.column]).agg(["mean", "count"])
        self.table_ = (g["mean"] * g["count"] + self.prior_ * self.m) / (g["count"] + self.m)
        return self

    def transform(self, X):
        X = X.copy()
        X[self.column + "_te"] = X[self.column].map(self.table_).fillna(self.prior_)
        return X


@dataclass
class Prep:
    num: list
    cat: list
    steps: list = field(default_factory=list)

    def fit(self, X, y):
        for s in self.steps:
            X = s.fit(X, y).transform(X)
        self.scaler = StandardScaler().fit(X[self.num])
        self.ohe = OneHotEncoder(handle_unknown="ignore", min_frequency=30).fit(X[self.cat].astype(str))
        return self

    def transform(self, X):
        for s in self.steps:
            X = s.transform(X)
        a = self.scaler.transform(X[self.num])
        b = self.ohe.transform(X[self.cat].astype(str)).toarray()
        return np.hstack([a, b])
# %%
target = np.log(cars["price"])
feats = cars.drop(columns=["price", "year"])
X_fit, X_test, y_fit, y_test = train_test_split(feats, target, test_size=0.2, random_state=0)
X_tr, X_va, y_tr, y_va = train_test_split(X_fit, y_fit, test_size=0.2, random_state=0)
# %%
prep = Prep(
    num=["age", "odometer", "km_year", "model_te"],
    cat=["manufacturer", "fuel", "transmission", "drive", "type", "condition"],
    steps=[GroupImputer("model", "drive"), GroupImputer("model", "type"), SmoothedTarget("model")],
)
prep.fit(X_tr, y_tr)
A, B = prep.transform(X_tr), prep.transform(X_va)
# %%
candidates = {"ridge": Ridge(alpha=3.0), "gbm": GradientBoostingRegressor(n_estimators=300, max_depth=5)}
val_mae = {}
for name, est in candidates.items():
    est.fit(A, y_tr)
    val_mae[name] = mean_absolute_error(np.exp(y_va), np.exp(est.predict(B)))
    print(name, round(val_mae[name]))
winner = min(val_mae, key=val_mae.get)
# %% [markdown]
# ## One look at the test rows
# %%
prep.fit(X_fit, y_fit)
final = candidates[winner].fit(prep.transform(X_fit), y_fit)
pred = np.exp(final.predict(prep.transform(X_test)))
print(winner, "MAE", mean_absolute_error(np.exp(y_test), pred))
print("MAPE", mean_absolute_percentage_error(np.exp(y_test), pred))
# %%
err = pd.DataFrame({"true": np.exp(y_test), "pred": pred})
err["bin"] = pd.cut(err["true"], [0, 5e3, 1e4, 2e4, 5e4, 1e5])
err.groupby("bin").apply(lambda g: (g.pred - g.true).abs().mean())
