# silent: LEAK704
# %%
import pandas as pd
from sklearn.feature_selection import RFECV
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split

hcv = pd.read_csv("hcv.csv", index_col=0).dropna()
X, y = hcv.drop(columns=["Category", "Sex"]), hcv["Category"].str.startswith("0").astype(int)
X_train, X_test, y_train, y_test = train_test_split(X, y, stratify=y, random_state=5)
# %%
rfecv = RFECV(LogisticRegression(max_iter=5000), cv=5)
X_train_sel = rfecv.fit_transform(X_train, y_train)
X_test_sel = rfecv.transform(X_test)
print("kept:", X.columns[rfecv.support_].tolist())
# %%
lr = LogisticRegression(max_iter=5000).fit(X_train_sel, y_train)
print(accuracy_score(y_test, lr.predict(X_test_sel)))
