# silent: TRK205
# %%
import matplotlib.pyplot as plt
import pandas as pd
from sklearn.linear_model import LinearRegression
# %%
d = pd.read_csv("growth.csv")
fig, ax = plt.subplots()
for plant, g in d.groupby("plant"):
    lr = LinearRegression().fit(g[["day"]], g["height_cm"])
    print(plant, lr.score(g[["day"]], g["height_cm"]))
    ax.plot(g["day"], lr.predict(g[["day"]]), label=plant)
    # redraw while it runs: only the plot, no model
    fig.savefig("growth.png")
ax.legend()
