# rung: steps
# %% tags=["parameters"]
from datetime import date, datetime
from pathlib import Path
from typing import Optional
flag = True
count: int = 3
rate = 0.5
name = "it's \"quoted\""
path = Path("a/b.csv")
day = date(2024, 1, 31)
moment = datetime(2024, 1, 31, 12, 30)
sizes = [1, 2]
pair = (1, "x")
table = {1: "one", 2: "two"}
limit: Optional[int] = None
nested = {"a": [1, {"b": None}]}
double = count * 2
# %% [markdown]
# ## Use
# %%
print(flag, count, rate, name, path, day, moment, sizes, pair, table, limit, nested, double)
