# finds: LEAK705
# %%
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelEncoder

mush = pd.read_csv("mushrooms.csv")
y = mush["class"].map({"e": 0, "p": 1})
X = mush[["odor", "gill-color", "habitat", "bruises"]]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
# %%
X_train, X_test = X_train.copy(), X_test.copy()
for c in ["odor", "gill-color", "habitat", "bruises"]:
    X_train[c] = LabelEncoder().fit_transform(X_train[c])
    X_test[c] = LabelEncoder().fit_transform(X_test[c])  # <-- LEAK705
X_test.head()
# %%
rf = RandomForestClassifier(random_state=0)
rf.fit(X_train, y_train)
print(f"Accuracy: {rf.score(X_test, y_test):.3f}")
