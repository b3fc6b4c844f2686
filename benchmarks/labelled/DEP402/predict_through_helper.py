# finds: DEP402
# %%
import pickle
from flask import Flask, request
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC
import pandas as pd
# %%
tickets = pd.read_csv("tickets.csv")
vec = TfidfVectorizer(min_df=5)
svc = LinearSVC().fit(vec.fit_transform(tickets.text), tickets.team)
print(svc.score(vec.transform(tickets.text), tickets.team))
# %%
def route_ticket(text):
    return svc.predict(vec.transform([text]))[0]  # <-- DEP402?


app = Flask(__name__)  # <-- DEP402?


@app.route("/route")  # <-- DEP402?
def route():  # <-- DEP402?
    return route_ticket(request.args["text"])


app.run(port=7000)  # <-- DEP402
