# finds: TRK204
# %%
import mlflow
import optuna
import pandas as pd
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.model_selection import cross_val_score
# %%
d = pd.read_parquet("energy.parquet")
X, y = d.drop(columns="kwh"), d["kwh"]


def objective(trial):
    et = ExtraTreesRegressor(
        n_estimators=trial.suggest_int("n_estimators", 100, 600),
        max_depth=trial.suggest_int("max_depth", 3, 20),
        random_state=0,
    )
    return cross_val_score(et, X, y, cv=3, scoring="neg_mean_absolute_error").mean()
# %%
with mlflow.start_run(run_name="tpe"):  # <-- TRK204?
    study = optuna.create_study(direction="maximize")
    study.optimize(objective, n_trials=50)  # <-- TRK204
    mlflow.log_metric("rows", len(X))  # <-- TRK204?
print(study.best_params)
