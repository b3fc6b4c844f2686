# silent: DATA601
# %%
import dvc.api
import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import f1_score
# %%
REPO = "https://git.example.org/ml/churn-data"
with dvc.api.open("data/customers.csv", repo=REPO, rev="v1.4") as f:
    customers = pd.read_csv(f)
assert customers["customer_id"].is_unique
# %%
x = ["tenure", "charges", "calls"]
a, b = customers[:4000], customers[4000:]
gb = GradientBoostingClassifier(random_state=0).fit(a[x], a["churn"])
print(f1_score(b["churn"], gb.predict(b[x])))
