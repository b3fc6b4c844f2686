# silent: DATA603
# %%
import numpy as np
import matplotlib.pyplot as plt
from sklearn.isotonic import IsotonicRegression
# %%
rng = np.random.default_rng(5)
x = np.sort(rng.uniform(0, 5, 300))
y = np.log1p(x) + rng.normal(0, 0.1, 300)
plt.plot(x, y, ".", ms=3)
# %%
iso = IsotonicRegression(out_of_bounds="clip").fit(x, y)
plt.plot(x, iso.predict(x), "r")
plt.title("monotone fit")
