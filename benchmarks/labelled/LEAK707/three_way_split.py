# silent: LEAK707
# %%
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split

concrete = pd.read_excel("Concrete_Data.xls")
X, y = concrete.iloc[:, :-1], concrete.iloc[:, -1]
X_tmp, X_test, y_tmp, y_test = train_test_split(X, y, test_size=0.2, random_state=1)
X_train, X_val, y_train, y_val = train_test_split(X_tmp, y_tmp, test_size=0.25, random_state=1)
# %%
val_err = {}
for alpha in [0.01, 0.1, 1, 10, 100]:
    m = Ridge(alpha=alpha).fit(X_train, y_train)
    val_err[alpha] = mean_squared_error(y_val, m.predict(X_val))
best_alpha = min(val_err, key=val_err.get)
print(val_err, best_alpha)
# %%
final = Ridge(alpha=best_alpha).fit(X_tmp, y_tmp)
print("test MSE", mean_squared_error(y_test, final.predict(X_test)))
