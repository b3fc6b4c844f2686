# silent: LEAK707
# %%
import pandas as pd
from sklearn import metrics
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split

pulsar = pd.read_csv("HTRU_2.csv", header=None)
X_train, X_test, y_train, y_test = train_test_split(pulsar.iloc[:, :8], pulsar[8], random_state=0)
rf = RandomForestClassifier(random_state=0, n_jobs=-1).fit(X_train, y_train)
# %%
y_hat = rf.predict(X_test)
proba = rf.predict_proba(X_test)[:, 1]
for f in (metrics.accuracy_score, metrics.precision_score, metrics.recall_score, metrics.f1_score):
    print(f"{f.__name__:20s}{f(y_test, y_hat):.3f}")
print("AUC", metrics.roc_auc_score(y_test, proba))
print(metrics.confusion_matrix(y_test, y_hat))
print("train accuracy, to see how much it overfits:", rf.score(X_train, y_train))
