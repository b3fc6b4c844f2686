# silent: DATA607
# %%
import pandas as pd
from sklearn.linear_model import Ridge
# %%
d = pd.read_csv("soil.csv")
d = d.rename(columns=str.lower).dropna(subset=["ph"])
d.drop(columns=["lab_comment"], inplace=True)
d.reset_index(drop=True, inplace=True)
d["humus"] = d["humus"].fillna(0)
d.loc[d["clay"] > 100, "clay"] = 100
# %%
ridge = Ridge().fit(d[["ph", "clay", "humus"]], d["yield"])
print(ridge.coef_)
