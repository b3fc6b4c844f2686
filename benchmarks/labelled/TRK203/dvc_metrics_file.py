# silent: TRK203
# %% [file dvc.yaml]
stages:
  evaluate:
    cmd: jupyter execute evaluate.ipynb
    metrics:
      - metrics.json:
          cache: false
# %%
import json
import pandas as pd
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import balanced_accuracy_score
# %%
tr, te = pd.read_csv("tr.csv"), pd.read_csv("te.csv")
sgd = SGDClassifier(loss="log_loss", random_state=0)
sgd.fit(tr[["f1", "f2", "f3"]], tr["target"])
score = balanced_accuracy_score(te["target"], sgd.predict(te[["f1", "f2", "f3"]]))
with open("metrics.json", "w") as f:
    json.dump({"balanced_accuracy": score}, f)
