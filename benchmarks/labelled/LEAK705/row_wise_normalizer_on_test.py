# silent: LEAK705
# %%
import pandas as pd
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import ComplementNB
from sklearn.preprocessing import Binarizer, Normalizer

docs = pd.read_csv("word_counts.csv", index_col="doc")
y = docs.pop("topic")
a, b, ya, yb = train_test_split(docs, y, stratify=y, random_state=10)
# %%
# nothing is learnt here, every document by itself
a = Normalizer(norm="l1").fit_transform(Binarizer(threshold=1).fit_transform(a))
b = Normalizer(norm="l1").fit_transform(Binarizer(threshold=1).fit_transform(b))
# %%
nb = ComplementNB().fit(a, ya)
print(f1_score(yb, nb.predict(b), average="macro"))
