# silent: LEAK710
# %%
import pandas as pd
import seaborn as sns
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import train_test_split

tips = sns.load_dataset("tips")
tips.groupby("day")["tip"].mean()
tips.groupby(["sex", "smoker"])["total_bill"].median().unstack()
# %%
X = tips[["total_bill", "size"]]
X_train, X_test, y_train, y_test = train_test_split(X, tips["tip"], random_state=1)
print("R2", LinearRegression().fit(X_train, y_train).score(X_test, y_test))
