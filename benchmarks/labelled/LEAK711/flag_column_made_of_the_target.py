# finds: LEAK711
# %%
import pandas as pd
import sklearn.tree as skt
from sklearn.model_selection import cross_val_score

hr = pd.read_csv("salaries.csv")
hr["high_earner"] = (hr["salary"] > 100_000).astype(int)  # <-- LEAK711?
hr["senior"] = (hr["years"] > 8).astype(int)
hr.groupby("senior")["high_earner"].mean()
# %%
y = hr["salary"]
X = hr[["years", "senior", "high_earner", "education_level"]]  # <-- LEAK711?
reg = skt.DecisionTreeRegressor(max_depth=6)
print(cross_val_score(reg, X, y, cv=5, scoring="r2"))  # <-- LEAK711
