# finds: LEAK704
# %%
import pandas as pd
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.feature_selection import SelectFromModel
from sklearn.model_selection import train_test_split
from sklearn.svm import SVC


def pick_features(X, y):
    et = ExtraTreesClassifier(n_estimators=50, random_state=0)
    sel = SelectFromModel(et, threshold="mean")
    return sel.fit_transform(X, y)  # <-- LEAK704


android = pd.read_csv("android_malware.csv", sep=";")
y = android["type"]
X = pick_features(android.drop(columns="type"), y)  # <-- LEAK704?
print("kept", X.shape[1])
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=3)
svc = SVC(kernel="linear").fit(X_train, y_train)
print(f"accuracy {svc.score(X_test, y_test):.2%}")
