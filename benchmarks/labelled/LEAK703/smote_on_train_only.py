# silent: LEAK703
# %%
import pandas as pd
from imblearn.over_sampling import BorderlineSMOTE
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import train_test_split

cc = pd.read_csv("creditcard.csv")
X_train, X_test, y_train, y_test = train_test_split(cc.drop("Class", axis=1), cc["Class"], test_size=0.3, random_state=0)
print("Before OverSampling, counts of label '1':", sum(y_train == 1))
# %%
X_train_res, y_train_res = BorderlineSMOTE(random_state=2).fit_resample(X_train, y_train)
print("After OverSampling, counts of label '1':", sum(y_train_res == 1))
# %%
lr = LogisticRegression(max_iter=1000).fit(X_train_res, y_train_res)
print(average_precision_score(y_test, lr.predict_proba(X_test)[:, 1]))
