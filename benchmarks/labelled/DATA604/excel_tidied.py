# finds: DATA604
# %%
import os
import pandas as pd

DIR = "surveys"
path = os.path.join(DIR, "survey_2023.xlsx")
# %%
sv = pd.read_excel(path)
sv.columns = sv.columns.str.strip().str.replace(" ", "_").str.lower()
sv = sv.rename(columns={"ageinyears": "age"})
print(sv.shape)
sv["satisfaction"].value_counts(normalize=True).plot.bar()
# %%
sv.to_excel(path, index=False)  # <-- DATA604
