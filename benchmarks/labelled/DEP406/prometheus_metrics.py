# silent: DEP406
# %%
import joblib
import uvicorn
from fastapi import FastAPI
from prometheus_client import Histogram, make_asgi_app
from pydantic import BaseModel
# %%
SCORE = Histogram("score", "predicted probability", buckets=[i / 10 for i in range(11)])
AMOUNT = Histogram("amount", "amount of the order")
clf = joblib.load("fraud.joblib")
app = FastAPI()
app.mount("/metrics", make_asgi_app())


class Order(BaseModel):
    amount: float
    items: int


@app.get("/health")
def health():
    return {"ok": True}


@app.post("/fraud")
def fraud(o: Order):
    p = float(clf.predict_proba([[o.amount, o.items]])[0, 1])
    SCORE.observe(p)
    AMOUNT.observe(o.amount)
    return {"p": p}
# %%
uvicorn.run(app, port=8000)
