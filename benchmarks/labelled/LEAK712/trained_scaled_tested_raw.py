# finds: LEAK712
# %%
import pandas as pd
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

bank = pd.read_csv("banknotes.csv")
X, y = bank.drop("Class", axis=1), bank["Class"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=0)
# %%
scaler = StandardScaler()
X_train_scaled = scaler.fit_transform(X_train)
X_test_scaled = scaler.transform(X_test)
# %%
svc = SVC()
svc.fit(X_train_scaled, y_train)
pred = svc.predict(X_test)  # <-- LEAK712
print(classification_report(y_test, pred))  # <-- LEAK712?
