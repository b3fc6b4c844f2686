# silent: LEAK706
# %%
import pandas as pd
import statsmodels.api as sm
import statsmodels.formula.api as smf
# %%
mtcars = pd.read_csv("mtcars.csv", index_col="model")
mtcars[["mpg", "wt", "hp"]].corr()
# %%
fit = smf.ols("mpg ~ wt + hp + C(cyl)", data=mtcars).fit()
print(fit.summary())
# %%
print("R-squared", fit.rsquared, "AIC", fit.aic)
sm.qqplot(fit.resid, line="s")
mtcars["fitted"] = fit.predict(mtcars)
