# finds: DATA603
# %%
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
# %%
bank = pd.read_csv("bank.csv", sep=";")  # <-- DATA603?
bank.info()
bank.isnull().sum()
# %%
X = pd.get_dummies(bank[["job", "balance", "housing"]])
y = bank["y"].eq("yes")
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
lr = LogisticRegression(max_iter=1000).fit(X_train, y_train)  # <-- DATA603
print(lr.score(X_test, y_test))
