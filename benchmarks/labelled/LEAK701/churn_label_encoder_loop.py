# finds: LEAK701
# %% [markdown]
# # Telco churn
# %%
import pandas as pd
from sklearn import preprocessing
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split
from sklearn.metrics import classification_report
# %%
telco = pd.read_csv("data/WA_Fn-UseC_-Telco-Customer-Churn.csv")
telco.drop("customerID", axis=1, inplace=True)
telco["TotalCharges"] = pd.to_numeric(telco["TotalCharges"], errors="coerce")
telco = telco.dropna()
telco["Churn"] = telco["Churn"].map({"Yes": 1, "No": 0})
telco.head()
# %%
# encode all text columns
le = preprocessing.LabelEncoder()
for col in ["gender", "Partner", "InternetService", "Contract", "PaymentMethod"]:
    telco[col] = le.fit_transform(telco[col])  # <-- LEAK701
# %%
X = telco[["gender", "Partner", "InternetService", "Contract", "PaymentMethod", "tenure", "TotalCharges"]]
y = telco["Churn"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=101)
rf = RandomForestClassifier(n_estimators=300, random_state=101)
rf.fit(X_train, y_train)
print(classification_report(y_test, rf.predict(X_test)))
