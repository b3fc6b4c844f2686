# finds: TRK201
# %%
import pandas as pd
import matplotlib.pyplot as plt
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score, classification_report
from sklearn.model_selection import train_test_split
# %%
df = pd.read_csv("data/telco.csv")
print(df.shape)
df["TotalCharges"] = pd.to_numeric(df["TotalCharges"], errors="coerce")
df = df.dropna()
# %%
X = pd.get_dummies(df.drop(columns=["Churn", "customerID"]))
y = (df["Churn"] == "Yes").astype(int)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=42)
# %%
rf = RandomForestClassifier(n_estimators=300, random_state=42)
rf.fit(X_train, y_train)  # <-- TRK201
pred = rf.predict(X_test)
print("acc", accuracy_score(y_test, pred))
print(classification_report(y_test, pred))
# %%
pd.Series(rf.feature_importances_, X.columns).nlargest(10).plot.barh()
plt.tight_layout()
