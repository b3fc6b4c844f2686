# silent: LEAK705
# %%
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score

train = pd.read_json("train.jsonl", lines=True)
test = pd.read_json("test.jsonl", lines=True)
print(train.label.value_counts(normalize=True))
# %%
vec = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), min_df=2)
Xtr = vec.fit_transform(train["headline"])
Xte = vec.transform(test["headline"])
clf = LogisticRegression(C=5, max_iter=1000).fit(Xtr, train["label"])
print("accuracy", accuracy_score(test["label"], clf.predict(Xte)))
