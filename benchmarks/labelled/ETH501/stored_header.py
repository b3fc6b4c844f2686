# finds: ETH501
# %%
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, recall_score
from sklearn.model_selection import train_test_split as tts
# %%
d = pd.read_csv("recidivism.csv")
d.head(3)
# %% [output]
   priors  charge_degree  ethnicity  juv_count  two_year_recid
0       0              1          2          0               0
1       3              0          1          1               1
2       1              0          1          0               0
# %%
X, y = d.drop("two_year_recid", axis=1), d["two_year_recid"]
a, b, ya, yb = tts(X, y, random_state=1, test_size=0.3)
lr = LogisticRegression(max_iter=1000).fit(a, ya)  # <-- ETH501
p = lr.predict(b)
print(accuracy_score(yb, p), recall_score(yb, p))
