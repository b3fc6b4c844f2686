# silent: LEAK701
# %%
import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import FunctionTransformer, Normalizer

reviews = pd.read_csv("imdb_reviews.csv")
print(reviews.sentiment.value_counts())
# %%
# hashing has no vocabulary, and every row is normalised by its own length
hv = HashingVectorizer(n_features=2**16, alternate_sign=False)
counts = hv.fit_transform(reviews["review"])
logged = FunctionTransformer(np.log1p).fit_transform(counts)
X = Normalizer(norm="l2").fit_transform(logged)
y = reviews["sentiment"].map({"positive": 1, "negative": 0})
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=3)
sgd = SGDClassifier(random_state=3).fit(X_train, y_train)
accuracy_score(y_test, sgd.predict(X_test))
