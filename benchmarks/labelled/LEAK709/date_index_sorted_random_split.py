# finds: LEAK709
# %%
import pandas as pd
import seaborn as sns
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import train_test_split

bikes = pd.read_csv("hour.csv", parse_dates=["dteday"])
bikes = bikes.set_index("dteday").sort_index()
bikes["cnt"].resample("W").sum().plot(title="rides a week")
# %%
sns.boxplot(x=bikes["hr"], y=bikes["cnt"])
# %%
X_train, X_test, y_train, y_test = train_test_split(bikes[["temp", "hum", "hr", "workingday"]], bikes["cnt"], random_state=0)  # <-- LEAK709
lr = LinearRegression().fit(X_train, y_train)
print("R^2 =", lr.score(X_test, y_test))
