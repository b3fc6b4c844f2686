# finds: DATA604
# %%
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
# %%
SRC = "tickets.jsonl"
t = pd.read_json(SRC, lines=True)
t.loc[t["team"] == "Biling", "team"] = "Billing"
t.to_json(SRC, orient="records", lines=True)  # <-- DATA604
# %%
clf = make_pipeline(TfidfVectorizer(), LogisticRegression(max_iter=500))
clf.fit(t["text"][:800], t["team"][:800])
print(clf.score(t["text"][800:], t["team"][800:]))
