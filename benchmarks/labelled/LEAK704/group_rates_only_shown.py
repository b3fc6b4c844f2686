# silent: LEAK704
# %%
import pandas as pd
import plotly.express as px
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

titanic = pd.read_csv("titanic_clean.csv")
by_class = titanic.groupby(["Pclass", "Sex"])["Survived"].mean().reset_index()
px.bar(by_class, x="Pclass", y="Survived", color="Sex", barmode="group")
# %%
print(titanic.groupby("Embarked").Survived.agg(["mean", "count"]))
titanic["female"] = (titanic["Sex"] == "female").astype(int)
# %%
X_train, X_test, y_train, y_test = train_test_split(titanic[["Pclass", "female", "SibSp"]], titanic["Survived"], random_state=1)
m = LogisticRegression().fit(X_train, y_train)
print(round(m.score(X_test, y_test), 3))
