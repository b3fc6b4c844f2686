# notebook
# %% [markdown]
# # Flight delays with LightGBM and Optuna
# %%
!pip install optuna lightgbm
# %%
import gc
import numpy as np
import pandas as pd
import lightgbm as lgb
import optuna
import matplotlib.pyplot as plt
import seaborn as sns
import plotly.express as px
from sklearn.model_selection import train_test_split, KFold
from sklearn.preprocessing import OrdinalEncoder
from sklearn.metrics import mean_absolute_error, mean_squared_error, r2_score
optuna.logging.set_verbosity(optuna.logging.WARNING)
# %%
flights = pd.read_parquet("flights_2018.parquet")
airports = pd.read_csv("airports.csv")
flights.head()
# %%
flights.info(memory_usage="deep")
# %%
flights.isna().sum()
# %%
flights = flights[flights["CANCELLED"] == 0]
flights = flights.dropna(subset=["ARR_DELAY", "CRS_ELAPSED_TIME"])
flights = flights[flights["ARR_DELAY"].between(-60, 300)]
print(flights.shape)
# %%
flights["FL_DATE"] = pd.to_datetime(flights["FL_DATE"])
flights["month"] = flights["FL_DATE"].dt.month
flights["dow"] = flights["FL_DATE"].dt.dayofweek
flights["dep_hour"] = flights["CRS_DEP_TIME"] // 100
flights["arr_hour"] = flights["CRS_ARR_TIME"] // 100
flights["speed"] = flights["DISTANCE"] / flights["CRS_ELAPSED_TIME"]
flights = flights.merge(airports[["iata", "lat", "lon"]], left_on="ORIGIN", right_on="iata", how="left")
# %%
d = flights.groupby("dep_hour")["ARR_DELAY"].mean().reset_index()
px.bar(d, x="dep_hour", y="ARR_DELAY").show()
# %%
plt.figure(figsize=(12, 4))
sns.boxplot(data=flights.sample(20000, random_state=1), x="OP_CARRIER", y="ARR_DELAY", showfliers=False)
plt.show()
# %%
cat = ["OP_CARRIER", "ORIGIN", "DEST"]
num = ["month", "dow", "dep_hour", "arr_hour", "DISTANCE", "CRS_ELAPSED_TIME", "speed", "lat", "lon"]
X = flights[cat + num]
y = flights["ARR_DELAY"]
del flights
gc.collect()
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=99)
X_train = X_train.copy()
X_test = X_test.copy()
enc = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)
X_train[cat] = enc.fit_transform(X_train[cat])
X_test[cat] = enc.transform(X_test[cat])
X_train = X_train.fillna(X_train[["lat", "lon"]].median())
X_test = X_test.fillna(X_test[["lat", "lon"]].median())  # <-- LEAK702
# %%
def objective(trial):
    params = {
        "n_estimators": trial.suggest_int("n_estimators", 100, 1500),
        "learning_rate": trial.suggest_float("learning_rate", 0.01, 0.3, log=True),
        "num_leaves": trial.suggest_int("num_leaves", 15, 255),
        "subsample": trial.suggest_float("subsample", 0.5, 1.0),
        "colsample_bytree": trial.suggest_float("colsample_bytree", 0.5, 1.0),
        "min_child_samples": trial.suggest_int("min_child_samples", 5, 200),
        "reg_lambda": trial.suggest_float("reg_lambda", 1e-3, 10, log=True),
    }
    model = lgb.LGBMRegressor(**params, random_state=0, n_jobs=-1)
    model.fit(X_train, y_train)
    pred = model.predict(X_test)
    return mean_absolute_error(y_test, pred)  # <-- LEAK707
# %%
study = optuna.create_study(direction="minimize", sampler=optuna.samplers.TPESampler(seed=5))
study.optimize(objective, n_trials=60, show_progress_bar=True)  # <-- LEAK707?
print(study.best_params, study.best_value)  # <-- LEAK707?
# %%
optuna.visualization.plot_optimization_history(study)
# %%
optuna.visualization.plot_param_importances(study)
# %%
final = lgb.LGBMRegressor(**study.best_params, random_state=0)
final.fit(X_train, y_train)
pred = final.predict(X_test)
print("MAE ", mean_absolute_error(y_test, pred))  # <-- LEAK707?
print("RMSE", np.sqrt(mean_squared_error(y_test, pred)))  # <-- LEAK707?
print("R2  ", r2_score(y_test, pred))  # <-- LEAK707?
# %%
lgb.plot_importance(final, max_num_features=12)
plt.show()
# %%
plt.scatter(y_test, pred, s=1, alpha=0.3)
plt.plot([-60, 300], [-60, 300], "r")
plt.xlabel("true")
plt.ylabel("predicted")
plt.show()
final.booster_.save_model("delay.txt")
