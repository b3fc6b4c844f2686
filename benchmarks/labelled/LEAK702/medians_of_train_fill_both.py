# silent: LEAK702
# %%
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

hr = pd.read_csv("aug_train.csv")
hr["experience"] = hr["experience"].replace({">20": 21, "<1": 0}).astype(float)
cols = ["city_development_index", "experience", "training_hours"]
# %%
X_train, X_test, y_train, y_test = train_test_split(hr[cols], hr["target"], random_state=14)
medians = X_train.median()
print(medians)
X_train = X_train.fillna(medians)
X_test = X_test.fillna(medians)
# %%
lr = LogisticRegression(max_iter=400).fit(X_train, y_train)
print(roc_auc_score(y_test, lr.predict_proba(X_test)[:, 1]))
