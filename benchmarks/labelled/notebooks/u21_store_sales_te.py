# notebook
# %% [markdown]
# # Store sales forecast
# %%
import os
import gc
import warnings
import numpy as np
import pandas as pd
import lightgbm as lgb
import matplotlib.pyplot as plt
import seaborn as sns
import plotly.graph_objects as go
from sklearn.preprocessing import LabelEncoder, OneHotEncoder
from sklearn.metrics import mean_squared_error, mean_squared_log_error
warnings.simplefilter("ignore")
pd.set_option("display.max_columns", 60)
# %%
for dirname, _, filenames in os.walk("/kaggle/input"):
    for filename in filenames:
        print(os.path.join(dirname, filename))
# %%
PATH = "../input/store-sales/"
df = pd.read_csv(PATH + "train.csv", parse_dates=["date"])
stores = pd.read_csv(PATH + "stores.csv")
oil = pd.read_csv(PATH + "oil.csv", parse_dates=["date"])
hol = pd.read_csv(PATH + "holidays_events.csv", parse_dates=["date"])
df.head()
# %%
df.shape, df["date"].min(), df["date"].max()
# %%
df.isna().sum()
# %%
tot = df.groupby("date")["sales"].sum()
go.Figure(go.Scatter(x=tot.index, y=tot.values)).show()
# %%
plt.figure(figsize=(12, 8))
sns.boxplot(y="family", x=np.log1p(df["sales"].sample(100000, random_state=0)), data=df.sample(100000, random_state=0))
plt.show()
# %%
oil = oil.set_index("date").asfreq("D").ffill().bfill().reset_index()
df = df.merge(stores, on="store_nbr", how="left")
df = df.merge(oil, on="date", how="left")
nat = hol[(hol["locale"] == "National") & (~hol["transferred"])]["date"].unique()
df["holiday"] = df["date"].isin(nat).astype(int)
df.head()
# %% [markdown]
# ## Features
# %%
def date_features(d):
    d = d.copy()
    d["year"] = d["date"].dt.year
    d["month"] = d["date"].dt.month
    d["day"] = d["date"].dt.day
    d["dow"] = d["date"].dt.dayofweek
    d["week"] = d["date"].dt.isocalendar().week.astype(int)
    d["payday"] = ((d["day"] == 15) | d["date"].dt.is_month_end).astype(int)
    return d


df = date_features(df)
df = df.sort_values(["store_nbr", "family", "date"]).reset_index(drop=True)
df["sales"] = np.log1p(df["sales"])
# %%
for lag in [16, 21, 28, 35]:
    df[f"lag_{lag}"] = df.groupby(["store_nbr", "family"])["sales"].shift(lag)
# %%
# mean sales of the store / family / weekday
df["store_fam_mean"] = df.groupby(["store_nbr", "family"])["sales"].transform("mean")  # <-- LEAK704
df["fam_dow_mean"] = df.groupby(["family", "dow"])["sales"].transform("mean")  # <-- LEAK704
df["promo_share"] = df["onpromotion"] / (df["onpromotion"] + 10)
# %%
cats = ["family", "city", "state", "type"]
for c in cats:
    le = LabelEncoder()
    df[c] = le.fit_transform(df[c])  # <-- LEAK701
df = df[df["date"] >= "2015-01-01"]
df.info()
# %%
sns.heatmap(df.drop(columns=["date"]).corr(), cmap="coolwarm")
plt.show()
# %% [markdown]
# ## Train, validation, test in time
# %%
train = df[df["date"] < "2017-06-01"]
rest = df[df["date"] >= "2017-06-01"]
val = rest[rest["date"] < "2017-07-15"]
test = rest[rest["date"] >= "2017-07-15"]
cols = [c for c in df.columns if c not in ("date", "sales", "id")]
print(len(train), len(val), len(test))
Y_train, Y_val, Y_test = train["sales"], val["sales"], test["sales"]
X_train, X_val, X_test = train[cols], val[cols], test[cols]
del df
gc.collect()
# %%
params = dict(objective="rmse", learning_rate=0.05, num_leaves=127, feature_fraction=0.7, bagging_fraction=0.8,
              bagging_freq=1, verbose=-1, seed=7)
dtr = lgb.Dataset(X_train, Y_train)
dva = lgb.Dataset(X_val, Y_val, reference=dtr)
bst = lgb.train(params, dtr, 3000, valid_sets=[dtr, dva], callbacks=[lgb.early_stopping(100), lgb.log_evaluation(200)])
# %%
pred = bst.predict(X_test)
rmsle = np.sqrt(mean_squared_error(Y_test, pred))
print("RMSLE of the last month: %.4f" % rmsle)
# %%
out = test[["date", "store_nbr", "family"]].assign(y=np.expm1(Y_test), p=np.expm1(np.clip(pred, 0, None)))
agg = out.groupby("date")[["y", "p"]].sum()
agg.plot(figsize=(12, 4))
plt.show()
# %%
lgb.plot_importance(bst, importance_type="gain", max_num_features=20)
plt.show()
# %%
err = out.assign(e=(out.y - out.p).abs()).groupby("family")["e"].mean().sort_values()
err.plot.barh(figsize=(6, 8))
plt.show()
bst.save_model("store.txt")
