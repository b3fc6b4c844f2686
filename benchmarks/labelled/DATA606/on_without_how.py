# finds: DATA606
# %%
import pandas as pd
import matplotlib.pyplot as plt
# %%
pop = pd.read_csv("population.csv")
gdp = pd.read_csv("gdp.csv")
both = pd.merge(pop, gdp, on="iso3")  # <-- DATA606
both["gdp_pc"] = both["gdp"] / both["population"]
print(both.nlargest(10, "gdp_pc")[["iso3", "gdp_pc"]])
# %%
both.plot.scatter("population", "gdp_pc", loglog=True)
plt.title("GDP per head")
