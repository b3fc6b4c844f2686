# finds: DATA602
# %%
import os
import pandas as pd
import sqlalchemy as sa
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error
# %%
engine = sa.create_engine(os.environ["WAREHOUSE_URL"])
orders = pd.read_sql("SELECT * FROM orders LIMIT 50000", engine)  # <-- DATA602
orders["basket"] = orders["qty"] * orders["unit_price"]
print(orders["basket"].describe())
# %%
x = ["qty", "unit_price", "weekday"]
rf = RandomForestRegressor(100, random_state=0).fit(orders[x][:40000], orders["delivery_days"][:40000])
print(mean_absolute_error(orders["delivery_days"][40000:], rf.predict(orders[x][40000:])))
