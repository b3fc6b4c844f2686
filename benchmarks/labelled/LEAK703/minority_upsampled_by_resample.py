# finds: LEAK703
# %%
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import train_test_split
from sklearn.utils import resample

rain = pd.read_csv("weatherAUS.csv").dropna()
rain["RainTomorrow"] = rain["RainTomorrow"].map({"No": 0, "Yes": 1})
no = rain[rain.RainTomorrow == 0]
yes = rain[rain.RainTomorrow == 1]
print(len(no), len(yes))
# %%
# Oversample the minority
yes_oversampled = resample(yes, replace=True, n_samples=len(no), random_state=123)  # <-- LEAK703
oversampled = pd.concat([no, yes_oversampled])  # <-- LEAK703?
oversampled["RainTomorrow"].value_counts(normalize=True).plot(kind="bar")
# %%
X = oversampled[["MinTemp", "Humidity3pm", "Pressure3pm", "WindGustSpeed"]]
y = oversampled["RainTomorrow"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=12345)
lr = LogisticRegression(max_iter=500).fit(X_train, y_train)
print(accuracy_score(y_test, lr.predict(X_test)), f1_score(y_test, lr.predict(X_test)))
