# finds: DEP401
# %%
import nest_asyncio
import uvicorn
import xgboost as xgb
from fastapi import FastAPI
from pydantic import BaseModel

nest_asyncio.apply()
# %%
class Trip(BaseModel):
    km: float
    hour: int
    airport: bool


api = FastAPI(title="fares")
bst = xgb.XGBRegressor()
bst.load_model("fares.json")


@api.post("/fare")
def fare(t: Trip):
    return {"fare": float(bst.predict([[t.km, t.hour, t.airport]])[0])}
# %%
uvicorn.run(api, port=8000)  # <-- DEP401
