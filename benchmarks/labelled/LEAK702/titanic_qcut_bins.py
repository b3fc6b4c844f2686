# finds: LEAK702
# %%
import pandas as pd
from sklearn.tree import DecisionTreeClassifier
from sklearn.model_selection import cross_val_score

df = pd.read_csv("https://example.org/data/titanic3.csv").dropna(subset=["age", "fare"])
print(len(df))
# %%
df["FareBand"] = pd.qcut(df["fare"], 4, labels=False)  # <-- LEAK702
df["AgeBand"] = pd.cut(df["age"], 5, labels=False)  # <-- LEAK702
df["IsAlone"] = ((df["sibsp"] + df["parch"]) == 0).astype(int)
pd.crosstab(df["FareBand"], df["survived"])
# %%
X = df[["pclass", "FareBand", "AgeBand", "IsAlone"]]
tree = DecisionTreeClassifier(max_depth=4, random_state=0)
acc = cross_val_score(tree, X, df["survived"], cv=5)
print(acc.mean())
