# finds: DEP402
# %%
import uvicorn
import lightgbm as lgb
import pandas as pd
from fastapi import FastAPI
from pydantic import BaseModel
# %%
class Loan(BaseModel):
    income: float
    debt: float
    term: int


app = FastAPI()  # <-- DEP402?
booster = lgb.Booster(model_file="loan.txt")


@app.get("/")
def index():
    return {"see": "/docs"}


@app.post("/score")  # <-- DEP402?
def score(loan: Loan):  # <-- DEP402?
    return {"p": float(booster.predict(pd.DataFrame([loan.model_dump()]))[0])}  # <-- DEP402?
# %%
uvicorn.run(app, host="127.0.0.1", port=9000)  # <-- DEP402
