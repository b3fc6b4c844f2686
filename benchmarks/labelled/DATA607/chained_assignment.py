# finds: DATA607
# %%
import pandas as pd
import seaborn as sns
# %%
tit = pd.read_csv("titanic.csv")
tit[tit["Fare"] > 300]["Fare"] = 300  # <-- DATA607
tit["Age"][tit["Age"].isna()] = tit["Age"].median()  # <-- DATA607
sns.boxplot(tit, x="Pclass", y="Fare")
# %%
print(tit["Age"].describe())
tit.pivot_table("Survived", "Sex", "Pclass")
# %%
tit["Deck"] = tit["Cabin"].str[0]
print(tit["Deck"].value_counts())
