# silent: LEAK712
# %%
import joblib
import pandas as pd
from fastapi import FastAPI
from sklearn.linear_model import SGDRegressor
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

taxi = pd.read_csv("taxi.csv")
cols = ["km", "hour", "rain"]
tr, te = train_test_split(taxi, random_state=0)
scaler = StandardScaler().fit(tr[cols])
sgd = SGDRegressor(random_state=0).fit(scaler.transform(tr[cols]), tr["fare"])
print(sgd.score(scaler.transform(te[cols]), te["fare"]))
joblib.dump({"scaler": scaler, "model": sgd}, "fare.joblib")
# %%
app = FastAPI()


@app.get("/fare")
def fare(km: float, hour: int, rain: float):
    x = scaler.transform(pd.DataFrame([[km, hour, rain]], columns=cols))
    return {"fare": float(sgd.predict(x)[0])}
