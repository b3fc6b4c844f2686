# silent: ETH502
# %%
import joblib
import pandas as pd
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.inspection import permutation_importance
from sklearn.metrics import r2_score
# %%
d = pd.read_csv("concrete.csv")
X, y = d.iloc[:, :-1], d.iloc[:, -1]
et = ExtraTreesRegressor(300, random_state=0).fit(X[:800], y[:800])
print(r2_score(y[800:], et.predict(X[800:])))
# %%
pi = permutation_importance(et, X[800:], y[800:], n_repeats=10, random_state=0)
pd.Series(pi.importances_mean, X.columns).sort_values().plot.barh()
joblib.dump(et, "concrete.joblib")
