# silent: ETH503
# %%
import pandas as pd
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.metrics import accuracy_score
from sklearn.naive_bayes import MultinomialNB
# %%
films = pd.read_csv("film_reviews.csv")
films.sentiment.value_counts()
# %% [output]
sentiment
pos    5021
neg    4979
Name: count, dtype: int64
# %%
cv = CountVectorizer(min_df=4)
A, B = cv.fit_transform(films.text[:8000]), cv.transform(films.text[8000:])
nb = MultinomialNB().fit(A, films.sentiment[:8000])
print(accuracy_score(films.sentiment[8000:], nb.predict(B)))
