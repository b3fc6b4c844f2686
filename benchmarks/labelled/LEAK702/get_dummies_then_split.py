# silent: LEAK702
# %%
import pandas as pd
from sklearn.linear_model import LinearRegression
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split

startups = pd.read_csv("50_Startups.csv")
startups.head()
# %%
# one column a state
startups = pd.get_dummies(startups, columns=["State"], drop_first=True, dtype=int)
X = startups.drop(columns=["Profit"])
y = startups["Profit"]
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
regressor = LinearRegression()
regressor.fit(X_train, y_train)
print("R2:", r2_score(y_test, regressor.predict(X_test)))
