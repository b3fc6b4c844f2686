# silent: TRK201
# %% [file dvc.yaml]
stages:
  train:
    cmd: papermill notebook.ipynb out.ipynb
    deps: [data/reviews.csv]
    metrics: [metrics.json]
# %%
import json
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline
# %%
reviews = pd.read_csv("data/reviews.csv")
a, b = train_test_split(reviews, random_state=0)
pipe = Pipeline([("tfidf", TfidfVectorizer(min_df=3)), ("lr", LogisticRegression())])
pipe.fit(a["text"], a["positive"])
f1 = f1_score(b["positive"], pipe.predict(b["text"]))
json.dump({"f1": f1}, open("metrics.json", "w"))
