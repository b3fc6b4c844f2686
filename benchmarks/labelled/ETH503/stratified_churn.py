# finds: ETH503
# %%
import pandas as pd
from sklearn import model_selection, svm, metrics
# %%
telco = pd.read_csv("telco.csv")
y = telco.pop("Churn").map({"Yes": 1, "No": 0})
X = pd.get_dummies(telco.drop(columns="customerID"))
Xa, Xb, ya, yb = model_selection.train_test_split(X, y, stratify=y, random_state=42)
# %%
svc = svm.SVC(C=5).fit(Xa, ya)  # <-- ETH503?
yp = svc.predict(Xb)
print("Model accuracy: {:.1%}".format(metrics.accuracy_score(yb, yp)))  # <-- ETH503
