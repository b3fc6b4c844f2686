# finds: LEAK703
# %%
import pandas as pd
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier

small = pd.read_csv("rare_disease.csv")
print(small.shape)  # only 180 patients
# %%
# blow it up to 5000 rows
df = small.sample(n=5000, replace=True, random_state=1)  # <-- LEAK703
df = df.reset_index(drop=True)
feats = ["crp", "leukocytes", "age", "temperature"]
# %%
a, b = train_test_split(df, test_size=0.2, random_state=1)
tree = DecisionTreeClassifier(max_depth=8).fit(a[feats], a["ill"])
print("AUC", roc_auc_score(b["ill"], tree.predict_proba(b[feats])[:, 1]))
