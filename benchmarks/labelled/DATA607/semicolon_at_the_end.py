# finds: DATA607
# %%
import pandas as pd
# %%
bank = pd.read_csv("bank.csv", sep=";")
print(bank.dtypes)
# %%
bank["balance"] = bank["balance"].clip(-2000, 50000)
bank.set_index("client_id");  # <-- DATA607
# %%
bank.hist(figsize=(9, 6));
# %%
late = bank[bank["days_late"] > 30]
print(len(late), late["balance"].sum())
