# silent: LEAK706
# %%
import pandas as pd
from sklearn.ensemble import RandomForestClassifier

soil = pd.read_csv("covtype.csv").sample(50_000, random_state=0)
y = soil.pop("Cover_Type")
print(soil.shape, y.nunique())
# %%
rf = RandomForestClassifier(n_estimators=300, oob_score=True, n_jobs=-1, random_state=0)
rf.fit(soil, y)
print("out-of-bag accuracy", rf.oob_score_)
# %%
imp = pd.Series(rf.feature_importances_, index=soil.columns)
imp.nlargest(15).plot.barh()
