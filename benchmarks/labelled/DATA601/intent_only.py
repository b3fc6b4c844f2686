# finds: DATA601
# %% [markdown]
# # Train the churn model
# %%
import numpy
import pandas
import sklearn
# %%
customers = pandas.read_csv("data/customers.csv")  # <-- DATA601
customers.columns = [c.lower() for c in customers.columns]
print(len(customers), "rows")
# %%
customers = customers.dropna(subset=["tenure"])
customers["tenure_years"] = customers["tenure"] / 12
customers["plan"] = customers["plan"].astype("category")
print(customers["plan"].value_counts())
# %%
# clean, then train the model on it
