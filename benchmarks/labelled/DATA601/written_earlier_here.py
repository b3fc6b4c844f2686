# silent: DATA601
# %%
import numpy as np
import pandas as pd
from sklearn.gaussian_process import GaussianProcessRegressor
# %%
# simulate the pendulum once
rng = np.random.default_rng(8)
t = np.linspace(0, 10, 400)
sim = pd.DataFrame({"t": t, "angle": np.exp(-0.2 * t) * np.cos(3 * t) + rng.normal(0, 0.02, 400)})
sim.to_csv("pendulum.csv", index=False)
# %%
d = pd.read_csv("pendulum.csv")
gp = GaussianProcessRegressor(alpha=4e-4).fit(d[["t"]][::4], d["angle"][::4])
d.assign(pred=gp.predict(d[["t"]])).plot(x="t")
