# finds: DEP404
# %%
import mlflow
import lightgbm as lgb
import polars as pl
from sklearn.metrics import roc_auc_score
# %%
tr = pl.read_parquet("train.parquet").to_pandas()
te = pl.read_parquet("test.parquet").to_pandas()
f = [c for c in tr.columns if c.startswith("x_")]
# %%
mlflow.lightgbm.autolog(log_models=False)
with mlflow.start_run() as run:
    m = lgb.LGBMClassifier(num_leaves=40).fit(tr[f], tr["y"])
    auc = roc_auc_score(te["y"], m.predict_proba(te[f])[:, 1])
    mlflow.log_metric("auc", auc)
    mlflow.lightgbm.log_model(m, "lgbm")  # <-- DEP404
# %%
if auc > 0.82:
    mv = mlflow.register_model(f"runs:/{run.info.run_id}/lgbm", "lead-scoring")  # <-- DEP404?
    print(mv.version)
