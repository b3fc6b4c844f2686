# finds: TRK203
# %%
import csv
from sklearn.datasets import fetch_20newsgroups
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score
from sklearn.naive_bayes import MultinomialNB
# %%
cats = ["sci.med", "sci.space", "rec.autos"]
tr = fetch_20newsgroups(subset="train", categories=cats)
te = fetch_20newsgroups(subset="test", categories=cats)
vec = TfidfVectorizer(stop_words="english")
A, B = vec.fit_transform(tr.data), vec.transform(te.data)
# %%
nb = MultinomialNB(alpha=0.1).fit(A, tr.target)
f1 = f1_score(te.target, nb.predict(B), average="macro")
with open("metrics_log.csv", "a", newline="") as fh:
    w = csv.writer(fh)
    w.writerow(["nb", 0.1, round(f1, 4)])  # <-- TRK203
