# silent: DEP403
# %%
import shutil
import tempfile
import pickle
import pandas as pd
from sklearn.tree import DecisionTreeClassifier
# %%
d = pd.read_csv("penguins.csv").dropna()
dt = DecisionTreeClassifier(max_depth=3).fit(d[["bill_mm", "flipper_mm"]], d.species)
with open("dt.pkl", "wb") as f:
    pickle.dump(dt, f)
# %%
# does it still load from another folder?
with tempfile.TemporaryDirectory() as tmp:
    shutil.copy("dt.pkl", tmp)
    again = pickle.load(open(f"{tmp}/dt.pkl", "rb"))
print((again.predict(d[["bill_mm", "flipper_mm"]]) == d.species).mean())
