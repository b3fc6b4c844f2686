# finds: LEAK705
# %%
import pandas as pd
from imblearn.over_sampling import SMOTE
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split

loan = pd.read_csv("loan_default.csv").dropna()
X, y = loan.drop(columns=["ID", "Status"]).select_dtypes("number"), loan["Status"]
X_train, X_test, y_train, y_test = train_test_split(X, y, stratify=y, random_state=0)
# %%
sm = SMOTE(random_state=0)
X_train, y_train = sm.fit_resample(X_train, y_train)
X_test, y_test = sm.fit_resample(X_test, y_test)  # <-- LEAK705
y_test.value_counts()
# %%
gbc = GradientBoostingClassifier(random_state=0).fit(X_train, y_train)
print("F1", f1_score(y_test, gbc.predict(X_test)))
