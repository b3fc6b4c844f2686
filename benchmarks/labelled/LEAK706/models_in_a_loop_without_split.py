# finds: LEAK706
# %%
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.metrics import accuracy_score

glass = pd.read_csv("glass.csv")
glass.groupby("Type").size()
# %%
X, y = glass.iloc[:, :-1], glass.iloc[:, -1]
results = {}
for name, clf in [
    ("knn", KNeighborsClassifier(3)),
    ("logreg", LogisticRegression(max_iter=5000)),
    ("forest", RandomForestClassifier()),
]:
    clf.fit(X, y)
    results[name] = accuracy_score(y, clf.predict(X))  # <-- LEAK706
    print(name, results[name])
pd.Series(results).plot.barh(title="accuracy")
