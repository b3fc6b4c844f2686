# silent: LEAK707
# %%
import pandas as pd
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.model_selection import train_test_split
# %% [markdown]
# ### Exercise 1: regression
# %%
salary = pd.read_csv("Salary_Data.csv")
X_train, X_test, y_train, y_test = train_test_split(salary[["YearsExperience"]], salary["Salary"], random_state=0)
lr = LinearRegression().fit(X_train, y_train)
print("R2", lr.score(X_test, y_test))
# %% [markdown]
# ### Exercise 2: classification
# %%
ads = pd.read_csv("Social_Network_Ads.csv")
X_train, X_test, y_train, y_test = train_test_split(ads[["Age", "EstimatedSalary"]], ads["Purchased"], random_state=0)
logreg = LogisticRegression().fit(X_train, y_train)
print("accuracy", logreg.score(X_test, y_test))
