# finds: LEAK706
# %%
import pandas as pd
from sklearn.metrics import precision_score, recall_score
from xgboost import XGBClassifier


def evaluate(clf, features, labels):
    p = clf.predict(features)  # <-- LEAK706?
    print("precision", precision_score(labels, p))  # <-- LEAK706?
    print("recall   ", recall_score(labels, p))  # <-- LEAK706?
# %%
df = pd.read_csv("phishing.csv").drop(columns=["index"])
labels = df.pop("Result").replace(-1, 0)
df.head()
# %%
clf = XGBClassifier(n_estimators=80, max_depth=8)
clf.fit(df, labels)
evaluate(clf, df, labels)  # <-- LEAK706
