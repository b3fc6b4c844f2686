# silent: LEAK706
# %%
import pandas as pd
from sklearn.linear_model import SGDClassifier
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.metrics import f1_score

train = pd.read_csv("tweets_train.csv")
test = pd.read_csv("tweets_test.csv")
print(len(train), len(test))
# %%
cv = CountVectorizer(min_df=3, ngram_range=(1, 2))
X = cv.fit_transform(train["text"])
clf = SGDClassifier(random_state=0).fit(X, train["disaster"])
# %%
y_hat = clf.predict(cv.transform(test["text"]))
print("F1:", f1_score(test["disaster"], y_hat))
