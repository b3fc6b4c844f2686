# silent: DATA604
# %%
import os
import pandas as pd
from sklearn.datasets import fetch_openml
# %%
CACHE = "adult.parquet"
if not os.path.exists(CACHE):
    adult = fetch_openml("adult", version=2, as_frame=True).frame
    adult.to_parquet(CACHE)
else:
    adult = pd.read_parquet(CACHE)
# %%
print(adult.shape)
adult["hours-per-week"].hist(bins=40)
adult.groupby("education", observed=True)["hours-per-week"].mean().sort_values()
