# finds: DATA606
# %%
import pandas as pd
import seaborn as sns
# %%
polls = pd.read_csv("polls.csv")
result = pd.read_csv("result.csv")
tab = (
    polls.query("n > 800")
    .groupby("state", as_index=False)["share"]
    .mean()
    .merge(result[["state", "won"]])  # <-- DATA606
    .sort_values("share")
)
tab.tail()
# %%
sns.barplot(tab, x="share", y="state", hue="won")
