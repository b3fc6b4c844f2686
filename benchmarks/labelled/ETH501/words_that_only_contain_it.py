# silent: ETH501
# %%
import pandas as pd
from sklearn.linear_model import LinearRegression
from sklearn.metrics import r2_score
# %%
car = pd.read_csv("leasing.csv")
car["mileage_k"] = car["mileage"] / 1000
car["essex_branch"] = (car["branch"] == "Essex").astype(int)
x = ["mileage_k", "essex_branch", "trace_count", "average_speed", "brace_kit"]
car[x].corr().style.background_gradient()
# %%
n = 1500
lr = LinearRegression().fit(car[x][:n], car["residual_value"][:n])
print(r2_score(car["residual_value"][n:], lr.predict(car[x][n:])))
