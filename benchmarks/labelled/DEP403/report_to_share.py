# silent: DEP403
# %%
import shutil
import pandas as pd
import matplotlib.pyplot as plt
from sklearn.linear_model import LinearRegression
# %%
d = pd.read_csv("energy.csv")
lr = LinearRegression().fit(d[["hdd"]], d["kwh"])
plt.scatter(d.hdd, d.kwh, s=4)
plt.plot(d.hdd, lr.predict(d[["hdd"]]), c="r")
plt.savefig("energy.png")
# %%
d.groupby("site").kwh.sum().to_csv("by_site.csv")
for f in ("energy.png", "by_site.csv"):
    shutil.copy(f, r"\\fileserver01\reports")
