# silent: DEP401
# %%
import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression
# %%
d = pd.read_csv("leads.csv")
lr = LogisticRegression(max_iter=300).fit(d[["visits", "minutes"]], d["won"])
joblib.dump(lr, "leads.joblib")
# %%
%%writefile app.py
import joblib
from flask import Flask, request

app = Flask(__name__)
model = joblib.load("leads.joblib")


@app.post("/predict")
def predict():
    return {"won": float(model.predict_proba([request.json["x"]])[0, 1])}


if __name__ == "__main__":
    app.run(port=8000)
# %%
!ls -lh app.py leads.joblib
