# notebook
# %% [markdown]
# # Bike rentals per hour
# Clean code edition: typed functions, a ColumnTransformer, cross-validation.
# %%
from pathlib import Path
from typing import Iterable

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingRegressor, RandomForestRegressor
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, PoissonRegressor
from sklearn.model_selection import KFold, TimeSeriesSplit, cross_val_score, cross_validate
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import KBinsDiscretizer, OneHotEncoder, SplineTransformer, StandardScaler
# %%
DATA = Path("data") / "SeoulBikeData.csv"
TARGET = "rented"


def load(path: Path) -> pd.DataFrame:
    """Read the file and give the columns short names."""
    frame = pd.read_csv(path, encoding="latin1", parse_dates=["Date"], dayfirst=True)
    frame.columns = ["date", "rented", "hour", "temp", "humidity", "wind", "visibility", "dew", "solar", "rain",
                     "snow", "season", "holiday", "functioning"]
    return frame
# %%
bikes = load(DATA)
bikes.head()
# %%
bikes.info()
# %%
bikes.isnull().sum().sum(), bikes.duplicated().sum()
# %%
bikes = bikes[bikes["functioning"] == "Yes"].drop(columns="functioning")
fig, ax = plt.subplots(figsize=(9, 4))
sns.pointplot(data=bikes, x="hour", y="rented", hue="season", ax=ax)
plt.show()
# %%
sns.heatmap(bikes.select_dtypes("number").corr(), annot=True, fmt=".1f", cmap="vlag")
plt.show()
# %% [markdown]
# ## Outliers
# %%
def inside_iqr(frame: pd.DataFrame, columns: Iterable[str], k: float = 3.0) -> pd.Series:
    """Rows that lie inside k interquartile ranges in all columns."""
    good = pd.Series(True, index=frame.index)
    for c in columns:
        q1, q3 = frame[c].quantile(0.25), frame[c].quantile(0.75)  # <-- LEAK702
        good &= frame[c].between(q1 - k * (q3 - q1), q3 + k * (q3 - q1))  # <-- LEAK702?
    return good


before = len(bikes)
bikes = bikes[inside_iqr(bikes, ["wind", "temp", "humidity"])]  # <-- LEAK702?
print(f"removed {before - len(bikes)} rows")
# %% [markdown]
# ## Features
# %%
def add_features(frame: pd.DataFrame) -> pd.DataFrame:
    out = frame.copy()
    out["month"] = out["date"].dt.month
    out["weekend"] = (out["date"].dt.dayofweek >= 5).astype(int)
    out["rush"] = out["hour"].isin([7, 8, 9, 17, 18, 19]).astype(int) * (1 - out["weekend"])
    out["discomfort"] = out["temp"] - 0.55 * (1 - 0.01 * out["humidity"]) * (out["temp"] - 14.5)
    out["wet"] = ((out["rain"] > 0) | (out["snow"] > 0)).astype(int)
    out["holiday"] = (out["holiday"] == "Holiday").astype(int)
    return out.drop(columns=["date"])


table = bikes.pipe(add_features)
table.sample(5, random_state=0)
# %%
table.groupby("rush")[TARGET].agg(["mean", "median", "count"])
# %%
numeric = ["temp", "humidity", "wind", "visibility", "dew", "solar", "discomfort"]
prep = ColumnTransformer(
    [
        ("num", StandardScaler(), numeric),
        ("hour", OneHotEncoder(sparse_output=False), ["hour", "month"]),
        ("season", OneHotEncoder(sparse_output=False, handle_unknown="ignore"), ["season"]),
        ("rain", KBinsDiscretizer(n_bins=4, encode="onehot-dense", strategy="kmeans"), ["rain", "snow"]),
    ],
    remainder="passthrough",
)
X = prep.fit_transform(table.drop(columns=TARGET))  # <-- LEAK701
y = np.sqrt(table[TARGET].to_numpy())
print(X.shape, y.shape)
# %% [markdown]
# ## Cross-validation
# %%
cv = KFold(n_splits=10, shuffle=True, random_state=4)
models = {
    "linear": LinearRegression(),
    "poisson": PoissonRegressor(alpha=1e-3, max_iter=500),
    "forest": RandomForestRegressor(n_estimators=150, n_jobs=-1, random_state=4),
    "hist": HistGradientBoostingRegressor(random_state=4),
}
scores: dict[str, np.ndarray] = {}
for name, m in models.items():
    scores[name] = cross_val_score(m, X, y, cv=cv, scoring="r2")
    print(f"{name:8s} R2 {scores[name].mean():.3f} +- {scores[name].std():.3f}")
# %%
pd.DataFrame(scores).plot.box()
plt.ylabel("R2")
plt.show()
# %%
more = cross_validate(models["hist"], X, y, cv=cv, scoring=["neg_mean_absolute_error", "r2"], return_train_score=True)
summary = pd.DataFrame(more).filter(regex="train|test").mean()
print(summary)
# %% [markdown]
# ## The same with everything inside a pipeline
# %%
pipe = Pipeline([
    ("prep", ColumnTransformer([
        ("num", StandardScaler(), numeric),
        ("spline", SplineTransformer(n_knots=12), ["hour"]),
        ("cat", OneHotEncoder(handle_unknown="ignore", sparse_output=False), ["season"]),
    ])),
    ("lin", LinearRegression()),
])
s = cross_val_score(pipe, table.drop(columns=TARGET), y, cv=cv)
print(f"spline pipeline {s.mean():.3f}")
