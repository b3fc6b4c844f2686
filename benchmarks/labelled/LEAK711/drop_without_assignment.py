# finds: LEAK711
# %%
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split

loan = pd.read_csv("loan_data.csv")
loan.drop(["Loan_ID"], axis=1, inplace=True)
loan.head()
# %%
y = loan["Loan_Status"]
loan.drop("Loan_Status", axis=1)  # <-- LEAK711?
X = loan  # <-- LEAK711?
print(X.shape, y.shape)
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)  # <-- LEAK711?
rf = RandomForestClassifier().fit(X_train, y_train)  # <-- LEAK711
print("Accuracy", accuracy_score(y_test, rf.predict(X_test)))
