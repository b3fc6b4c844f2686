# finds: ETH501
# %%
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split
# %%
cols = ["age", "workclass", "education_num", "race", "sex", "hours_per_week", "income"]
adult = pd.read_csv("adult.csv", usecols=cols)
adult.income.value_counts(normalize=True)
# %%
X = pd.get_dummies(adult.drop(columns="income"))
y = adult["income"].str.contains(">50K")
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
rf = RandomForestClassifier(n_estimators=200, random_state=0)
rf.fit(X_train, y_train)  # <-- ETH501
print(classification_report(y_test, rf.predict(X_test)))
