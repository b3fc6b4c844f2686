# finds: TRK204
# %%
import joblib
import mlflow as mlf
import polars as pl
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score, roc_auc_score
# %%
d = pl.read_csv("churn.csv").to_pandas()
tr, te = d[d.month < 10], d[d.month >= 10]
x = ["tenure", "calls", "charges"]
# %%
with mlf.start_run():  # <-- TRK204?
    hgb = HistGradientBoostingClassifier(max_iter=250, learning_rate=0.05)
    hgb.fit(tr[x], tr["churned"])  # <-- TRK204?
    mlf.log_params(hgb.get_params())
    p = hgb.predict_proba(te[x])[:, 1]
    mlf.log_metrics({"auc": roc_auc_score(te.churned, p), "ap": average_precision_score(te.churned, p)})
    joblib.dump(hgb, "churn_hgb.joblib")  # <-- TRK204
