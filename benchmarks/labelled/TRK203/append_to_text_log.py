# finds: TRK203
# %%
import datetime
import numpy as np
import pandas as pd
from sklearn.linear_model import ElasticNet
from sklearn.metrics import mean_squared_error
# %%
df = pd.read_csv("concrete.csv")
df = df.sample(frac=1, random_state=3).reset_index(drop=True)
tr, te = df[:800], df[800:]
cols = list(df.columns[:-1])
# %%
en = ElasticNet(alpha=0.3, l1_ratio=0.5)
en.fit(tr[cols], tr["strength"])
rmse = np.sqrt(mean_squared_error(te["strength"], en.predict(te[cols])))
print(rmse)
# %%
with open("experiments.txt", "a") as f:
    f.write(f"{datetime.date.today()} elasticnet alpha=0.3 rmse={rmse:.4f}\n")  # <-- TRK203
