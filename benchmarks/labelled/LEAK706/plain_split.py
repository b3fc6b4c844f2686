# silent: LEAK706
# %%
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.linear_model import LogisticRegression
from sklearn import metrics

df = pd.read_csv("framingham.csv").dropna()
X = df[["male", "age", "cigsPerDay", "sysBP", "glucose"]]
y = df["TenYearCHD"]
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=4)
clf = LogisticRegression(max_iter=1000)
clf.fit(X_train, y_train)
# %%
p = clf.predict_proba(X_test)[:, 1]
fpr, tpr, _ = metrics.roc_curve(y_test, p)
print("auc", metrics.auc(fpr, tpr))
