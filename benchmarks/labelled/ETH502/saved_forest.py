# finds: ETH502
# %%
import joblib
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
# %%
d = pd.read_csv("churn.csv")
X, y = d[["tenure", "charges", "calls"]], d["churned"]
a, b, ya, yb = train_test_split(X, y, random_state=0)
rf = RandomForestClassifier(n_estimators=400, random_state=0).fit(a, ya)  # <-- ETH502
print(f1_score(yb, rf.predict(b)))
# %%
joblib.dump(rf, "churn_rf.joblib")  # <-- ETH502?
