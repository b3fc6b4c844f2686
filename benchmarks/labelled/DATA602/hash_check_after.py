# silent: DATA602
# %%
import hashlib
import io
import pandas as pd
import requests
from sklearn.linear_model import LinearRegression
# %%
r = requests.get("https://data.example.org/energy/households.csv", timeout=60)
r.raise_for_status()
sha = hashlib.sha256(r.content).hexdigest()
if sha != "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9":
    raise ValueError(f"households.csv changed: {sha}")
d = pd.read_csv(io.BytesIO(r.content))
# %%
lr = LinearRegression().fit(d[["hdd", "persons"]], d["kwh"])
print(dict(zip(["hdd", "persons"], lr.coef_)))
