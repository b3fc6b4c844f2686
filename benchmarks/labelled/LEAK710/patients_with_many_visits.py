# finds: LEAK710
# %%
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split
from sklearn.metrics import roc_auc_score

visits = pd.read_csv("icu_visits.csv")
per_patient = visits.groupby("patient_id").size()
print("visits a patient:", per_patient.describe())
# %%
feats = ["age", "heart_rate", "lactate", "creatinine"]
X_train, X_test, y_train, y_test = train_test_split(visits[feats], visits["died"], test_size=0.25, random_state=0)  # <-- LEAK710
rf = RandomForestClassifier(300, random_state=0).fit(X_train, y_train)
print("AUC", roc_auc_score(y_test, rf.predict_proba(X_test)[:, 1]))
