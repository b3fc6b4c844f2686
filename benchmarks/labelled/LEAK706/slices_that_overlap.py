# finds: LEAK706
# %%
import pandas as pd
from sklearn.tree import DecisionTreeClassifier
from sklearn import metrics

df = pd.read_csv("bank_notes.csv")
df = df.sample(frac=1, random_state=0)
X = df[["variance", "skewness", "curtosis", "entropy"]].to_numpy()
y = df["class"].to_numpy()
print(X.shape)
# %%
X_train, y_train = X[:1000], y[:1000]
X_test, y_test = X[900:], y[900:]
# %%
dt = DecisionTreeClassifier(criterion="entropy")
dt = dt.fit(X_train, y_train)
y_pred = dt.predict(X_test)  # <-- LEAK706?
print("Accuracy:", metrics.accuracy_score(y_test, y_pred))  # <-- LEAK706
