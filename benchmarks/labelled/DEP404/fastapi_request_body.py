# finds: DEP404
# %%
import uvicorn
import xgboost as xgb
import pandas as pd
from fastapi import FastAPI, Request
# %%
app = FastAPI()
reg = xgb.XGBRegressor()
reg.load_model("eta.json")


@app.get("/healthz")
def healthz():
    return {"ok": True}


@app.post("/eta")  # <-- DEP404?
async def eta(req: Request):  # <-- DEP404?
    body = await req.json()
    x = pd.DataFrame([body])  # <-- DEP404
    return {"minutes": float(reg.predict(x)[0])}  # <-- DEP404?
# %%
uvicorn.run(app, port=8000)  # <-- DEP404?
