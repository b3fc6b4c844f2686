# finds: LEAK702
# %%
import pandas as pd
import seaborn as sns
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split

air = pd.read_csv("AB_NYC_2019.csv")
sns.boxplot(x=air["minimum_nights"])
# %%
# remove outliers by IQR
Q1 = air["minimum_nights"].quantile(0.25)  # <-- LEAK702?
Q3 = air["minimum_nights"].quantile(0.75)  # <-- LEAK702?
IQR = Q3 - Q1
air = air[(air["minimum_nights"] >= Q1 - 1.5 * IQR) & (air["minimum_nights"] <= Q3 + 1.5 * IQR)]  # <-- LEAK702
print(air.shape)
# %%
X = air[["latitude", "longitude", "minimum_nights", "number_of_reviews", "availability_365"]]
y = air["price"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
forest = RandomForestRegressor(n_estimators=100, random_state=0, n_jobs=-1)
forest.fit(X_train, y_train)
print(r2_score(y_test, forest.predict(X_test)))
