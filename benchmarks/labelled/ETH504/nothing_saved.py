# silent: ETH504
# %% [file requirements.txt]
scikit-learn==1.5.0
# %%
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score
# %%
d = pd.read_csv("seeds.csv")
X, y = d.drop(columns="kind"), d["kind"]
rf = RandomForestClassifier(random_state=0).fit(X[:150], y[:150])
print(f1_score(y[150:], rf.predict(X[150:]), average="macro"))
X.assign(kind=y).to_csv("seeds_clean.csv", index=False)
