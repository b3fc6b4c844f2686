# silent: LEAK702
# %%
import matplotlib.pyplot as plt
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeRegressor, plot_tree

salaries = pd.read_csv("ds_salaries.csv")
print("mean salary", salaries["salary_in_usd"].mean())
print(salaries.groupby("experience_level")["salary_in_usd"].median())
avg_remote = salaries["remote_ratio"].mean()
print(f"on average {avg_remote:.0f} % remote, max {salaries['remote_ratio'].max()}")
# %%
salaries["salary_in_usd"].hist(bins=40)
plt.axvline(salaries["salary_in_usd"].median(), color="red", linestyle="--")
plt.show()
# %%
X = salaries[["work_year", "remote_ratio"]]
X_train, X_test, y_train, y_test = train_test_split(X, salaries["salary_in_usd"], random_state=0)
dt = DecisionTreeRegressor(max_depth=3).fit(X_train, y_train)
print("R^2", dt.score(X_test, y_test))
plot_tree(dt, feature_names=list(X.columns))
