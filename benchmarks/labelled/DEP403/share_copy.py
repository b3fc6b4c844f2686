# finds: DEP403
# %%
import pickle
import shutil
import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier
# %%
d = pd.read_csv("claims.csv")
X, y = d[["age_days", "amount", "previous"]], d["fraud"]
gb = GradientBoostingClassifier(random_state=0).fit(X[:8000], y[:8000])
print(gb.score(X[8000:], y[8000:]))
# %%
with open("claims.pkl", "wb") as f:
    pickle.dump(gb, f)
# put it where the scoring job looks
shutil.copy("claims.pkl", r"\\fileserver01\models\claims.pkl")  # <-- DEP403
