# finds: LEAK704
# %%
import pandas as pd
import sklearn.feature_selection as fs
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import cross_val_score

park = pd.read_csv("parkinsons.data").drop(columns="name")
target = park.pop("status")
park.describe().T.head(8)
# %%
rfe = fs.RFE(RandomForestClassifier(n_estimators=50, random_state=0), n_features_to_select=8)
rfe.fit(park, target)  # <-- LEAK704
best_cols = park.columns[rfe.support_]
print(list(best_cols))
# %%
print(cross_val_score(RandomForestClassifier(random_state=1), park[best_cols], target, cv=8).mean())
