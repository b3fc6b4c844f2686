# silent: LEAK710
# %%
import pandas as pd
from sklearn.neighbors import KNeighborsClassifier
from sklearn.model_selection import train_test_split

telco = pd.read_csv("telco_churn.csv")
telco.shape
# %% [output]
(7043, 21)
# %%
print(telco["customer_id"].nunique())
# %% [output]
7043
# %%
X = telco[["tenure", "monthly_charges", "senior"]]
X_train, X_test, y_train, y_test = train_test_split(X, telco["churn"], stratify=telco["churn"], random_state=0)
print(KNeighborsClassifier(15).fit(X_train, y_train).score(X_test, y_test))
