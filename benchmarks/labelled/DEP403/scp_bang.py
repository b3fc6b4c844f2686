# finds: DEP403
# %%
import joblib
import polars as pl
from sklearn.ensemble import ExtraTreesClassifier
# %%
d = pl.read_csv("steel_faults.csv")
X = d.drop("fault").to_numpy()
et = ExtraTreesClassifier(n_estimators=300, random_state=0).fit(X, d["fault"].to_numpy())
joblib.dump(et, "steel_et.joblib")
# %%
# new version goes live
!scp steel_et.joblib svc@ml-host-02:models/steel_et.joblib  # <-- DEP403
!ssh svc@ml-host-02 sudo systemctl restart steel-api  # <-- DEP403?
