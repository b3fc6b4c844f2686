# finds: LEAK702
# %%
import pandas as pd
from sklearn.ensemble import AdaBoostClassifier
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
# %%
df = pd.read_csv("hepatitis.csv", na_values="?")
y = df["class"]
X = df[["age", "bilirubin", "alk_phosphate", "sgot", "albumin"]]
X.isna().sum()
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=12)
X_train = X_train.fillna(X_train.mean())
X_test = X_test.fillna(X_test.mean())  # <-- LEAK702
# %%
ada = AdaBoostClassifier(random_state=12)
ada.fit(X_train, y_train)
print("acc", accuracy_score(y_test, ada.predict(X_test)))
