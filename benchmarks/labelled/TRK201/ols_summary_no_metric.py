# silent: TRK201
# %%
import pandas as pd
import seaborn as sns
import statsmodels.formula.api as smf
# %%
salaries = pd.read_csv("salaries.csv")
sns.pairplot(salaries[["salary", "experience", "education_years"]])
# %%
# how much of the spread does experience explain?
ols = smf.ols("salary ~ experience + education_years + C(dept)", data=salaries).fit()
print(ols.summary())
# %%
resid = ols.resid
sns.histplot(resid, kde=True)
salaries.assign(resid=resid).groupby("dept")["resid"].mean()
