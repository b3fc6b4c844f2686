# silent: DATA606
# %%
import glob
import pandas as pd
from sklearn.neighbors import KNeighborsClassifier
# %%
parts = [pd.read_csv(p) for p in sorted(glob.glob("walks/*.csv"))]
walks = pd.concat(parts, ignore_index=True)
extra = pd.concat([walks[["ax", "ay", "az"]].abs().add_suffix("_abs"), walks["label"]], axis=1)
extra.sample(5, random_state=0)
# %%
knn = KNeighborsClassifier(9).fit(extra.iloc[:3000, :3], extra["label"][:3000])
print(knn.score(extra.iloc[3000:, :3], extra["label"][3000:]))
