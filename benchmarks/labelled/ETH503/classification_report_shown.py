# silent: ETH503
# %%
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score, classification_report
# %%
tr, te = pd.read_csv("fraud_tr.csv"), pd.read_csv("fraud_te.csv")
x = ["amount", "hour", "country_risk"]
rf = RandomForestClassifier(class_weight="balanced", random_state=0)
rf.fit(tr[x], tr["fraud"])
pred = rf.predict(te[x])
print(accuracy_score(te["fraud"], pred))
print(classification_report(te["fraud"], pred, digits=3))
