# silent: LEAK710
# %%
import pandas as pd
from sklearn.linear_model import LogisticRegressionCV
from sklearn.model_selection import train_test_split

cohort = pd.read_csv("cohort.csv", index_col="patient_id")
cohort.info()
# %%
print(cohort.groupby("hospital_city")["readmitted"].mean())
X_train, X_test, y_train, y_test = train_test_split(cohort[["age", "bmi", "n_drugs"]], cohort["readmitted"], random_state=12)
lr = LogisticRegressionCV(max_iter=1000).fit(X_train, y_train)
print("accuracy", lr.score(X_test, y_test))
