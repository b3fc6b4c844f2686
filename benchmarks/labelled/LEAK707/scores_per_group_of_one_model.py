# silent: LEAK707
# %%
import pandas as pd
from lightgbm import LGBMClassifier
from sklearn.metrics import recall_score
from sklearn.model_selection import train_test_split

census = pd.read_csv("census.csv")
census["label"] = (census["income"] == ">50K").astype(int)
num = ["age", "education-num", "capital-gain", "hours-per-week"]
tr, te = train_test_split(census, test_size=0.3, random_state=0)
gbm = LGBMClassifier(verbose=-1).fit(tr[num], tr["label"])
# %%
rows = []
for sex, part in te.groupby("sex"):
    rows.append((sex, len(part), recall_score(part["label"], gbm.predict(part[num]))))
by_sex = pd.DataFrame(rows, columns=["sex", "n", "recall"]).sort_values("recall")
print("largest gap", by_sex["recall"].max() - by_sex["recall"].min())
by_sex
