# finds: TRK202
# %%
import pandas as pd
from sklearn.ensemble import RandomForestClassifier, AdaBoostClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.svm import SVC
# %%
hr = pd.read_csv("attrition.csv")
X = pd.get_dummies(hr.drop("Attrition", axis=1), drop_first=True)
y = hr["Attrition"].map({"Yes": 1, "No": 0})
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=9)
# %%
models = {
    "logreg": LogisticRegression(max_iter=2000),
    "rf": RandomForestClassifier(random_state=0),
    "ada": AdaBoostClassifier(random_state=0),
    "svm": SVC(C=10),
}
f1s = {}
for name, clf in models.items():  # <-- TRK202
    clf.fit(X_train, y_train)  # <-- TRK202?
    f1s[name] = f1_score(y_test, clf.predict(X_test))
    print(f"{name:8s} {f1s[name]:.3f}")
pd.Series(f1s).sort_values().plot.barh()
