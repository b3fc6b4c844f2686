# silent: DEP405
# %%
import mlflow
import pandas as pd
import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel
# %%
class Visit(BaseModel):
    pages: int
    seconds: float


model = mlflow.pyfunc.load_model("models:/conversion@champion")
app = FastAPI()


@app.get("/health")
def health():
    return {"run": model.metadata.run_id}


@app.post("/predict")
def predict(v: Visit):
    return {"p": float(model.predict(pd.DataFrame([v.model_dump()]))[0])}
# %%
uvicorn.run(app, port=8000)
