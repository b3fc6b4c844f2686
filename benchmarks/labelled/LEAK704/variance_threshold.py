# silent: LEAK704
# %%
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_selection import VarianceThreshold
from sklearn.model_selection import train_test_split

secom = pd.read_csv("uci-secom.csv").drop(columns="Time").fillna(0)
y = secom.pop("Pass/Fail")
# %%
vt = VarianceThreshold()
X = vt.fit_transform(secom)  # constant columns out, y is not used
print(secom.shape[1] - X.shape[1], "constant columns")
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, stratify=y, random_state=0)
rf = RandomForestClassifier(class_weight="balanced", random_state=0).fit(X_train, y_train)
rf.score(X_test, y_test)
