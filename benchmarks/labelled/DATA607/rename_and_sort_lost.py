# finds: DATA607
# %%
import pandas as pd
import matplotlib.pyplot as plt
# %%
df = pd.read_excel("visitors.xlsx", header=2)
df.rename(columns={"Datum": "day", "Besucher": "visitors"})  # <-- DATA607
df.sort_values("Datum")  # <-- DATA607
df = df.tail(365)
# %%
df.plot(x="Datum", y="Besucher")
plt.title("visitors")
plt.show()
