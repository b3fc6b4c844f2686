# silent: LEAK711
# %%
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split

df = pd.read_csv("wine_kinds.csv")
print(df["kind"].value_counts())
# %%
X = df.drop(columns=["kind", "bottle_no"])
y = df["kind"]
X_train, X_test, y_train, y_test = train_test_split(X, y, stratify=y, random_state=1)
rf = RandomForestClassifier(random_state=1).fit(X_train, y_train)
print(rf.score(X_test, y_test))
