# finds: LEAK706
# %%
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

marketing = pd.read_csv("marketing_campaign.csv", sep="\t")
marketing["Spent"] = marketing.filter(like="Mnt").sum(axis=1)
X = marketing[["Income", "Recency", "Spent", "NumWebVisitsMonth"]].fillna(0)
y = marketing["Response"]
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=18)
X_train.shape, X_test.shape
# %%
clf = LogisticRegression(max_iter=3000)
clf.fit(X, y)
# %%
proba = clf.predict_proba(X_test)[:, 1]  # <-- LEAK706?
print("AUC", roc_auc_score(y_test, proba))  # <-- LEAK706
