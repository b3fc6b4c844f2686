# finds: DEP405
# %%
import mlflow
import pandas as pd
from flask import Flask, request

model = mlflow.pyfunc.load_model("models:/refunds/latest")  # <-- DEP405
app = Flask("refunds")
# %%
@app.get("/health")
def health():
    return "ok"


@app.post("/invocations")
def invoke():
    df = pd.DataFrame(request.json["rows"])
    if list(df.columns) != ["amount", "days"]:
        return "bad columns", 400
    return {"p": model.predict(df).tolist()}
# %%
app.run(port=5003)
