# finds: ETH503
# %%
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
# %%
scans = pd.read_csv("parts.csv")
scans["cracked"].value_counts()
# %% [output]
cracked
0    9412
1     301
Name: count, dtype: int64
# %%
X, y = scans.drop(columns=["cracked", "part_id"]), scans["cracked"]
a, b, ya, yb = train_test_split(X, y, random_state=0)
rf = RandomForestClassifier(random_state=0).fit(a, ya)  # <-- ETH503?
print("accuracy:", accuracy_score(yb, rf.predict(b)))  # <-- ETH503
