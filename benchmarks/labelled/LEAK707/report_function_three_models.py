# finds: LEAK707
# %%
import pandas as pd
from sklearn import svm
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import MultinomialNB

news = pd.read_csv("fake_news.csv").dropna()
tr, te = train_test_split(news, test_size=0.2, random_state=0)
vec = TfidfVectorizer(max_features=20_000)
A, B = vec.fit_transform(tr["text"]), vec.transform(te["text"])
# %%
def report(clf):
    clf.fit(A, tr["label"])
    f1 = f1_score(te["label"], clf.predict(B))  # <-- LEAK707?
    print(f"{type(clf).__name__:25s}{f1:.3f}")
    return f1
# %%
f1_nb = report(MultinomialNB())  # <-- LEAK707
f1_svm = report(svm.LinearSVC())  # <-- LEAK707?
f1_rf = report(RandomForestClassifier(n_jobs=-1))  # <-- LEAK707?
pd.Series({"NB": f1_nb, "SVM": f1_svm, "RF": f1_rf}).plot.bar()
