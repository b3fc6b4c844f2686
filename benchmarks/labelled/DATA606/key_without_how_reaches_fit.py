# finds: DATA606
# %%
import pandas as pd
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.linear_model import LogisticRegression
# %%
patients = pd.read_csv("visits.csv")
labs = pd.read_csv("labs.csv").rename(columns={"visit": "visit_id"})
joined = pd.merge(left=patients, right=labs, left_on="id", right_on="visit_id")  # <-- DATA606
joined["bmi"] = joined["kg"] / joined["height_m"] ** 2
# %%
x = ["bmi", "crp", "hb"]
clf = make_pipeline(StandardScaler(), LogisticRegression())
clf.fit(joined[x][:1200], joined["readmitted"][:1200])
print(clf.score(joined[x][1200:], joined["readmitted"][1200:]))
