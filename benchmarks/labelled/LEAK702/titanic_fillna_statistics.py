# finds: LEAK702
# %%
import numpy as np
import pandas as pd
import seaborn as sns
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.metrics import accuracy_score

titanic = pd.read_csv("titanic.csv")
titanic.isnull().sum()
# %%
sns.countplot(x="Survived", hue="Sex", data=titanic)
# %%
titanic["Age"] = titanic["Age"].fillna(titanic["Age"].mean())  # <-- LEAK702
titanic["Fare"] = titanic["Fare"].fillna(titanic["Fare"].median())  # <-- LEAK702
titanic["Sex"] = titanic["Sex"].map({"male": 0, "female": 1})
titanic.drop(["Cabin", "Ticket", "Name", "Embarked"], axis=1, inplace=True)
titanic.isnull().sum()
# %%
X = titanic.drop("Survived", axis=1)
y = titanic["Survived"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.33, random_state=42)
logmodel = LogisticRegression(max_iter=1000)
logmodel.fit(X_train, y_train)
predictions = logmodel.predict(X_test)
print("Accuracy:", accuracy_score(y_test, predictions))
