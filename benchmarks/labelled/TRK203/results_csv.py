# finds: TRK203
# %%
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import train_test_split
# %%
bank = pd.read_csv("bank_marketing.csv", sep=";")
X, y = pd.get_dummies(bank.drop(columns="y")), (bank["y"] == "yes")
a, b, ya, yb = train_test_split(X, y, random_state=0)
# %%
rf = RandomForestClassifier(400, random_state=0).fit(a, ya)
pred = rf.predict(b)
results = pd.DataFrame(
    {"model": ["rf"], "acc": [accuracy_score(yb, pred)], "f1": [f1_score(yb, pred)]}
)
results.to_csv("results.csv", index=False)  # <-- TRK203
results
