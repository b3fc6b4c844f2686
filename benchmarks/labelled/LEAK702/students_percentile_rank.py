# finds: LEAK702
# %%
import pandas as pd
import sklearn.linear_model as lm
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

students = pd.read_csv("student-mat.csv", sep=";")
students[["absences", "G1", "G3"]].corr()
# %%
students["absence_rank"] = students["absences"].rank(pct=True)  # <-- LEAK702
students["parents_edu"] = students["Medu"] + students["Fedu"]
X = students[["absence_rank", "parents_edu", "studytime", "failures"]]
y = students["G3"]
# %%
X1, X2, y1, y2 = train_test_split(X, y, train_size=0.7, random_state=0)
m = lm.Ridge().fit(X1, y1)
mean_absolute_error(y2, m.predict(X2))
