# silent: LEAK709
# %%
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import KFold, cross_val_score

cells = pd.read_csv("wdbc.csv").sort_values("radius_mean")
y = cells.pop("diagnosis").eq("M")
cells = cells.drop(columns="id")
cells.head()
# %%
# every row is another patient, there is no time in it
cv = KFold(n_splits=10, shuffle=True, random_state=3)
print(cross_val_score(RandomForestClassifier(random_state=3), cells, y, cv=cv).mean())
