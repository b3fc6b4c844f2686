# silent: DATA604
# %%
import numpy as np
import pandas as pd
# %%
rng = np.random.default_rng(0)
d = pd.DataFrame({"a": rng.normal(size=1000), "b": rng.integers(0, 5, 1000)})
d.to_csv("sim.csv", index=False)
d.to_feather("sim.feather")
# %%
%timeit pd.read_csv("sim.csv")
%timeit pd.read_feather("sim.feather")
# %%
back = pd.read_csv("sim.csv")
print((back["a"] - d["a"]).abs().max())
back.groupby("b")["a"].agg(["mean", "std"])
