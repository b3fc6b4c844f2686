# silent: DATA604
# %%
import pandas as pd
from pathlib import Path
# %%
raw = Path("data/raw/customers.csv")
out = Path("data/processed/customers.csv")
cust = pd.read_csv(raw)
cust["city"] = cust["city"].str.title()
cust = cust.dropna(subset=["email"])
print(f"{len(cust)} customers left")
# %%
out.parent.mkdir(parents=True, exist_ok=True)
cust.to_csv(out, index=False)
pd.read_csv(out).head()
