# silent: DATA601
# %%
import pandas as pd
import matplotlib.pyplot as plt
# %%
acc = pd.read_csv("accidents_2022.csv", parse_dates=["when"])
acc["hour"] = acc["when"].dt.hour
print(acc.isna().mean().sort_values().tail(5))
# %%
fig, ax = plt.subplots(1, 2, figsize=(11, 4))
acc.groupby("hour").size().plot.bar(ax=ax[0])
acc["severity"].value_counts().plot.pie(ax=ax[1])
plt.suptitle("Accidents by hour and severity")
