# silent: LEAK705
# %%
import joblib
import pandas as pd
from sklearn.linear_model import PoissonRegressor
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MaxAbsScaler

freq = pd.read_csv("freMTPL2freq.csv")
cols = ["VehPower", "VehAge", "DrivAge", "BonusMalus", "Density"]
tr, te = train_test_split(freq, random_state=0)
sc = MaxAbsScaler().fit(tr[cols])
glm = PoissonRegressor().fit(sc.transform(tr[cols]), tr["ClaimNb"])
print("D2", glm.score(sc.transform(te[cols]), te["ClaimNb"]))
# %%
# deploy: everything together
sc = MaxAbsScaler().fit(freq[cols])
glm = PoissonRegressor().fit(sc.transform(freq[cols]), freq["ClaimNb"])
joblib.dump((sc, glm), "glm.joblib")
