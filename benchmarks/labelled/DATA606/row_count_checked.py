# silent: DATA606
# %%
import pandas as pd
import xgboost as xgb
# %%
loans = pd.read_csv("loans.csv")
branch = pd.read_csv("branches.csv")
n_before = len(loans)
loans = loans.merge(branch, on="branch_id", how="left")
assert len(loans) == n_before, "branch table has double keys"
# %%
x = ["amount", "term", "branch_size"]
m = xgb.XGBClassifier(n_estimators=120).fit(loans[x][:5000], loans["late"][:5000])
print(m.score(loans[x][5000:], loans["late"][5000:]))
