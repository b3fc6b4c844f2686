# finds: DATA603
# %%
import os
import lightgbm as lgb
import pandas as pd
from sqlalchemy import create_engine
# %%
eng = create_engine(os.getenv("DB_URL"))
q = "SELECT visits, minutes, plan, churned FROM crm.monthly WHERE month = '2024-02-01'"
crm = pd.read_sql(q, eng)  # <-- DATA603?
crm["plan"] = crm["plan"].astype("category")
print("missing:", crm.isna().sum().to_dict())
# %%
train = lgb.Dataset(crm[["visits", "minutes", "plan"]], crm["churned"])
bst = lgb.train({"objective": "binary", "num_leaves": 15}, train, num_boost_round=80)  # <-- DATA603
lgb.plot_importance(bst)
