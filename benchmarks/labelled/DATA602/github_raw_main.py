# finds: DATA602
# %%
import pandas as pd
import statsmodels.formula.api as smf
# %%
URL = "https://raw.githubusercontent.com/acme-lab/open-data/main/titanic/train.csv"
titanic = pd.read_csv(URL)  # <-- DATA602
titanic["Fare"].plot.hist(bins=30)
titanic.groupby("Pclass")["Survived"].mean()
# %%
titanic["alone"] = (titanic["SibSp"] + titanic["Parch"] == 0).astype(int)
logit = smf.logit("Survived ~ C(Pclass) + alone + Fare", data=titanic).fit()
print(logit.summary())
