# silent: LEAK701
# %%
import pandas as pd
import seaborn as sns
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler

boston = pd.read_csv("housing.csv")
num = ["RM", "LSTAT", "PTRATIO"]
y = boston["MEDV"]
# %%
X = boston[num]
X = MinMaxScaler().fit_transform(X)
sns.boxplot(data=pd.DataFrame(X, columns=num))  # same scale, easier to compare
# %%
# the model gets the raw columns
X = boston[num]
a, b, ya, yb = train_test_split(X, y, test_size=0.2, random_state=9)
lin = LinearRegression().fit(a, ya)
print("MAE", mean_absolute_error(yb, lin.predict(b)))
