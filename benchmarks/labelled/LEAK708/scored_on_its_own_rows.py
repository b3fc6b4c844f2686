# silent: LEAK708
# %%
import joblib
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score

obesity = pd.read_csv("ObesityDataSet.csv")
obesity["NObeyesdad"].value_counts()
# %%
X = obesity[["Age", "Height", "Weight", "FCVC", "CH2O"]]
rf = RandomForestClassifier(n_estimators=100)
rf.fit(X, obesity["NObeyesdad"])
pred = rf.predict(X)  # <-- LEAK706?
print("Accuracy", accuracy_score(obesity["NObeyesdad"], pred))  # <-- LEAK706
# %%
joblib.dump(rf, "obesity.joblib")
