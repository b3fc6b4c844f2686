# silent: TRK202
# %%
import lightgbm as lgb
import optuna
import pandas as pd
from sklearn.metrics import roc_auc_score
# %%
tr, va = pd.read_parquet("tr.parquet"), pd.read_parquet("va.parquet")
f = tr.columns.difference(["label"])


def objective(trial):
    p = {
        "num_leaves": trial.suggest_int("num_leaves", 15, 255),
        "learning_rate": trial.suggest_float("learning_rate", 1e-3, 0.3, log=True),
    }
    m = lgb.LGBMClassifier(**p).fit(tr[f], tr["label"])
    return roc_auc_score(va["label"], m.predict_proba(va[f])[:, 1])
# %%
study = optuna.create_study(direction="maximize")
study.optimize(objective, n_trials=40)
for t in study.trials[:5]:
    print(t.number, t.value)
