# silent: LEAK702
# %%
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split

titanic = pd.read_csv("train.csv")
titanic["Cabin"] = titanic["Cabin"].fillna("U").str[0]
titanic["Age"] = titanic["Age"].fillna(-1)
titanic["Embarked"] = titanic["Embarked"].fillna("S")
# %%
titanic["AgeGroup"] = pd.cut(titanic["Age"], bins=[-2, 0, 12, 18, 35, 60, 120], labels=False)
titanic["FareGroup"] = pd.cut(titanic["Fare"], [-1, 8, 15, 31, 600], labels=[0, 1, 2, 3]).astype(int)
titanic["Title"] = titanic["Name"].str.extract(r" ([A-Za-z]+)\.")
titanic["IsMr"] = titanic["Title"].eq("Mr").astype(int)
# %%
X = titanic[["Pclass", "AgeGroup", "FareGroup", "IsMr"]]
X_train, X_val, y_train, y_val = train_test_split(X, titanic["Survived"], random_state=0)
rf = RandomForestClassifier(max_depth=6, random_state=0).fit(X_train, y_train)
print(rf.score(X_val, y_val))
