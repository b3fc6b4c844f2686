# silent: DEP402
# %%
import uvicorn
import xgboost as xgb
from fastapi import FastAPI, Response
from pydantic import BaseModel

app = FastAPI()
booster = xgb.XGBClassifier()
booster.load_model("fraud.json")
# %%
class Payment(BaseModel):
    amount: float
    hour: int


@app.post("/v1/fraud")
def fraud(p: Payment):
    return {"p": float(booster.predict_proba([[p.amount, p.hour]])[0, 1])}


@app.get("/healthz")
async def probe():
    return Response(status_code=204)
# %%
uvicorn.run(app, port=8000)
