# silent: DEP403
# %%
import joblib
import pandas as pd
from sklearn.svm import SVC
# %%
leaf = pd.read_csv("leaf.csv")
svc = SVC(C=20, gamma=0.01).fit(leaf.iloc[:, 1:], leaf.species)
svc.score(leaf.iloc[:, 1:], leaf.species)
# %%
joblib.dump(svc, "models/svc.joblib")
!dvc add models/svc.joblib
!git add models/svc.joblib.dvc && git commit -m "retrain on spring data"
!dvc push -r prod-store
