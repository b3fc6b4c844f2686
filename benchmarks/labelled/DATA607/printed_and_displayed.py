# silent: DATA607
# %%
import pandas as pd
from IPython.display import display
# %%
poll = pd.read_csv("poll.csv")
print(poll.sort_values("share").tail(3))
display(poll.replace({"party": {"A": "Alpha"}}).head())
for region, g in poll.groupby("region"):
    display(g.drop(columns="region").reset_index(drop=True))
# %%
top = poll.astype({"share": float}).nlargest(2, "share")
print(top)
