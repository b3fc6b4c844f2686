# silent: LEAK710
# %%
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

adm = pd.read_csv("admissions.csv", parse_dates=["admitted"])
# one row a patient: the first stay
adm = adm.sort_values("admitted").drop_duplicates(subset="patient_id", keep="first")
assert adm["patient_id"].is_unique
print(len(adm))
# %%
f = ["age", "emergency", "n_diagnoses"]
a, b = train_test_split(adm, test_size=0.2, random_state=3)
lr = LogisticRegression(max_iter=500).fit(a[f], a["readmitted"])
print(roc_auc_score(b["readmitted"], lr.predict_proba(b[f])[:, 1]))
