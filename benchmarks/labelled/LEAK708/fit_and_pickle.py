# finds: LEAK708
# %%
import pickle
import pandas as pd
from sklearn.ensemble import RandomForestRegressor

df = pd.read_csv("flight_price.csv")
df["stops"] = df["Total_Stops"].map({"non-stop": 0, "1 stop": 1, "2 stops": 2})
df = df.dropna()
df.head()
# %%
X = df[["stops", "Duration_min", "Dep_hour", "Journey_day"]]
y = df["Price"]
reg_rf = RandomForestRegressor()
reg_rf.fit(X, y)  # <-- LEAK708
# %%
# open a file, where you want to store the model
with open("flight_rf.pkl", "wb") as file:
    pickle.dump(reg_rf, file)  # <-- LEAK708?
