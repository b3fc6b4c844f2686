# silent: LEAK701
# %%
import joblib
import pandas as pd
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

loans = pd.read_csv("loans.csv").dropna()
X, y = loans[["income", "dti", "fico", "revol_util"]], loans["defaulted"]
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=8)
sc = StandardScaler().fit(X_train)
svm = SVC(probability=True, random_state=8).fit(sc.transform(X_train), y_train)
print("AUC", roc_auc_score(y_test, svm.predict_proba(sc.transform(X_test))[:, 1]))
# %% [markdown]
# Good enough. The model that we ship is trained on all rows.
# %%
final_scaler = StandardScaler()
X_all = final_scaler.fit_transform(X)
final = SVC(probability=True, random_state=8).fit(X_all, y)
joblib.dump({"scaler": final_scaler, "model": final}, "loan_model.joblib")
