# silent: LEAK707
# %%
import pandas as pd
import xgboost as xgb
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

df = pd.read_csv("porto_seguro.csv")
y, X = df["target"], df.drop(columns=["id", "target"])
# %%
X_dev, X_test, y_dev, y_test = train_test_split(X, y, test_size=0.2, random_state=5)
X_train, X_val, y_train, y_val = train_test_split(X_dev, y_dev, test_size=0.15, random_state=5)
# %%
dtrain, dval, dtest = xgb.DMatrix(X_train, y_train), xgb.DMatrix(X_val, y_val), xgb.DMatrix(X_test, y_test)
params = {"objective": "binary:logistic", "eval_metric": "auc", "eta": 0.05}
bst = xgb.train(params, dtrain, 1000, evals=[(dtrain, "train"), (dval, "val")], early_stopping_rounds=30)
print("test AUC", roc_auc_score(y_test, bst.predict(dtest)))
