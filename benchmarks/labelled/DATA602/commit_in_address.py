# silent: DATA602
# %%
import pandas as pd
from sklearn.tree import DecisionTreeClassifier
# %%
REV = "8d1f3c7a90b24e5f6a7b8c9d0e1f2a3b4c5d6e7f"
url = f"https://raw.githubusercontent.com/acme-lab/open-data/{REV}/penguins.csv"
peng = pd.read_csv(url).dropna()
peng.groupby("species").size().plot.bar()
# %%
x = ["bill_length_mm", "flipper_length_mm"]
dt = DecisionTreeClassifier(max_depth=3, random_state=0).fit(peng[x], peng["species"])
print(dt.score(peng[x], peng["species"]))
