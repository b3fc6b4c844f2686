# silent: DEP401
# %%
import joblib
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel
# %%
class Row(BaseModel):
    age_days: int
    amount: float


app = FastAPI()
model = joblib.load("returns.joblib")


@app.post("/predict")
def predict(row: Row):
    return {"p": float(model.predict_proba([[row.age_days, row.amount]])[0, 1])}
# %%
client = TestClient(app)
r = client.post("/predict", json={"age_days": 3, "amount": 19.9})
assert r.status_code == 200
r.json()
