# finds: DATA601
# %%
import os
import pandas as pd
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures
from sklearn.linear_model import RidgeCV

DIR = "measurements"


def load():
    t = pd.read_excel(os.path.join(DIR, "bench_07.xlsx"), sheet_name=1, skiprows=3)  # <-- DATA601
    t.columns = t.columns.str.strip().str.lower()
    return t.dropna(how="all")
# %%
bench = load()  # <-- DATA601?
bench.plot.scatter("rpm", "torque")
# %%
poly = make_pipeline(PolynomialFeatures(2), RidgeCV())
poly.fit(bench[["rpm", "temp"]], bench["torque"])
poly.score(bench[["rpm", "temp"]], bench["torque"])
