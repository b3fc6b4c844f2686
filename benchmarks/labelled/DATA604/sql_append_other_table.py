# silent: DATA604
# %%
import os
import pandas as pd
from sqlalchemy import create_engine
# %%
eng = create_engine(os.environ["DB_URL"])
raw = pd.read_sql_table("prices_raw", eng)
clean = raw.query("eur > 0").drop_duplicates(["sku", "day"])
print(f"{len(raw) - len(clean)} rows dropped")
clean["eur"].hist(bins=80, log=True)
# %%
clean.to_sql("prices_clean", eng, if_exists="replace", index=False)
with eng.connect() as con:
    print(pd.read_sql("select count(*) from prices_clean", con))
