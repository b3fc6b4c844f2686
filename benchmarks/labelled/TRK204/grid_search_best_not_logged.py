# finds: TRK204
# %%
import mlflow
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GridSearchCV
# %%
tr = pd.read_csv("reviews_tr.csv")
te = pd.read_csv("reviews_te.csv")
cols = [f"emb_{i}" for i in range(64)]
# %%
mlflow.start_run()  # <-- TRK204?
gs = GridSearchCV(LogisticRegression(max_iter=1000), {"C": [0.01, 0.1, 1, 10]}, cv=5)  # <-- TRK204?
gs.fit(tr[cols], tr["stars"])  # <-- TRK204
f1 = f1_score(te["stars"], gs.predict(te[cols]), average="macro")
mlflow.log_metric("test_f1", f1)  # <-- TRK204?
mlflow.end_run()
