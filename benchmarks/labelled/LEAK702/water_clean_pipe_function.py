# finds: LEAK702
# %%
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split


def clean(d):
    """Names in lower case, holes filled."""
    d = d.rename(columns=str.lower)
    return d.fillna(d.median())  # <-- LEAK702


water = pd.read_csv("water_potability.csv").pipe(clean)  # <-- LEAK702?
water.describe().T
# %%
train, test = train_test_split(water, test_size=0.2, random_state=42)
features = [c for c in water.columns if c != "potability"]
rf = RandomForestClassifier(n_estimators=200, random_state=42).fit(train[features], train["potability"])
print("accuracy:", rf.score(test[features], test["potability"]))
