# finds: LEAK708
# %%
import pandas as pd
from fastapi import FastAPI
from pydantic import BaseModel
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import make_pipeline

tickets = pd.read_csv("tickets.csv")
router = make_pipeline(CountVectorizer(), MultinomialNB())
router.fit(tickets["text"], tickets["team"])  # <-- LEAK708
# %%
app = FastAPI()


class Ticket(BaseModel):
    text: str


@app.post("/route")
def route(t: Ticket):
    return {"team": router.predict([t.text])[0]}  # <-- LEAK708?
# %%
import uvicorn

uvicorn.run(app, host="127.0.0.1", port=8001)  # <-- LEAK708?
