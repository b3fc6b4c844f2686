# silent: DEP404
# %%
import joblib
import pandas as pd
import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel, Field
# %%
class House(BaseModel):
    sqm: float = Field(gt=8, lt=2000)
    rooms: int = Field(ge=1)
    year: int


app = FastAPI()
reg = joblib.load("house.joblib")


@app.get("/health")
def health():
    return {"loaded": hasattr(reg, "predict")}


@app.post("/price")
def price(h: House):
    return {"price": float(reg.predict(pd.DataFrame([h.model_dump()]))[0])}
# %%
uvicorn.run(app, port=8000)
