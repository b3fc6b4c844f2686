# finds: TRK205
# %%
import joblib
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
# %%
d = pd.read_csv("mushrooms.csv")
X, y = pd.get_dummies(d.drop(columns="class")), d["class"]
a, b, ya, yb = train_test_split(X, y, random_state=0)
# %%
for depth in [2, 4, 8, 16]:
    rf = RandomForestClassifier(max_depth=depth, random_state=0).fit(a, ya)
    print(depth, accuracy_score(yb, rf.predict(b)))
    joblib.dump(rf, "model.pkl")  # <-- TRK205
