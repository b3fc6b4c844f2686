# silent: DATA606
# %%
import pandas as pd
import matplotlib.pyplot as plt
# %%
clients = pd.read_excel("clients.xlsx")
paid = pd.read_excel("payments.xlsx").groupby("client", as_index=False)["eur"].sum()
rep = clients.merge(paid, how="left", left_on="id", right_on="client")
rep["eur"] = rep["eur"].fillna(0)
print(rep.nlargest(5, "eur")[["name", "eur"]])
# %%
rep["eur"].plot.hist(bins=50, log=True)
plt.xlabel("paid (EUR)")
