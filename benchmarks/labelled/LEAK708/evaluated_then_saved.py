# silent: LEAK708
# %%
import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split

sent = pd.read_csv("sentiment_features.csv")
X_tr, X_te, y_tr, y_te = train_test_split(sent.drop(columns="label"), sent["label"], random_state=0)
# %%
clf = LogisticRegression(max_iter=500).fit(X_tr, y_tr)
print(classification_report(y_te, clf.predict(X_te)))
joblib.dump(clf, "sentiment.joblib")
# %%
!ls -lh sentiment.joblib
