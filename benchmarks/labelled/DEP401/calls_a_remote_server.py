# silent: DEP401
# %%
import requests
import pandas as pd
# %%
# score the hold-out rows with the service that already runs
URL = "https://scoring.example.org/predict"
hold = pd.read_csv("holdout.csv").head(100)
answers = []
for row in hold.drop(columns="label").to_dict("records"):
    r = requests.post(URL, json=row, timeout=10)
    r.raise_for_status()
    answers.append(r.json()["p"])
# %%
hold["p"] = answers
print(hold.groupby("label")["p"].mean())
hold["p"].hist(bins=20)
