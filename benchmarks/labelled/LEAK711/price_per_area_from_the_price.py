# finds: LEAK711
# %%
import numpy as np
import pandas as pd
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import train_test_split

beng = pd.read_csv("Bengaluru_House_Data.csv").dropna()
beng["bhk"] = beng["size"].str.split(" ").str[0].astype(int)
beng["price_per_sqft"] = beng["price"] * 100_000 / beng["total_sqft"]  # <-- LEAK711?
beng.sort_values("price_per_sqft").tail()
# %%
X = beng[["total_sqft", "bath", "bhk", "price_per_sqft"]]  # <-- LEAK711?
y = beng["price"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=10)
lr_clf = LinearRegression()
lr_clf.fit(X_train, y_train)  # <-- LEAK711
print(lr_clf.score(X_test, y_test))
