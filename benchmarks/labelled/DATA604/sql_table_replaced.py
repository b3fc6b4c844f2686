# finds: DATA604
# %%
import os
import pandas as pd
import sqlalchemy as sa
# %%
eng = sa.create_engine(os.environ["DB_URL"])
prices = pd.read_sql_table("prices", eng)
prices["eur"] = prices["eur"].where(prices["eur"] > 0)
prices["eur"] = prices.groupby("sku")["eur"].ffill()
print(prices["eur"].isna().sum(), "left")
# %%
prices.plot(x="day", y="eur", lw=0.5)
# %%
prices.to_sql("prices", eng, if_exists="replace", index=False)  # <-- DATA604
