# finds: DATA604
# %%
import pandas as pd
# %%
cust = pd.read_csv("customers.csv")
print(cust.shape)
cust["email"] = cust["email"].str.lower().str.strip()
cust = cust.drop_duplicates("email")
# some phone numbers came without country code
local = cust["phone"].str.startswith("0")
cust.loc[local, "phone"] = "+49" + cust.loc[local, "phone"].str[1:]
print(cust.shape)
# %%
cust["phone"].str.len().value_counts()
# %%
cust.to_csv("customers.csv", index=False)  # <-- DATA604
