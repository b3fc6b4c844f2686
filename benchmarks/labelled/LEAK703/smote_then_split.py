# finds: LEAK703
# %%
import pandas as pd
import seaborn as sns
from collections import Counter
from imblearn.over_sampling import SMOTE
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split

stroke = pd.read_csv("healthcare-dataset-stroke-data.csv")
stroke = stroke[["age", "hypertension", "heart_disease", "avg_glucose_level", "stroke"]]
sns.countplot(x="stroke", data=stroke)
# %%
X, y = stroke.drop("stroke", axis=1), stroke["stroke"]
sm = SMOTE(random_state=2)
X_res, y_res = sm.fit_resample(X, y)  # <-- LEAK703
print("after:", Counter(y_res))
# %%
X_train, X_test, y_train, y_test = train_test_split(X_res, y_res, test_size=0.2, random_state=0)
rf = RandomForestClassifier(random_state=0).fit(X_train, y_train)
print(classification_report(y_test, rf.predict(X_test)))
