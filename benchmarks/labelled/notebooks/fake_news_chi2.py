# notebook
# %% [markdown]
# # Fake news detection
# %%
import os
import re
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
import nltk
from nltk.corpus import stopwords
from nltk.stem import SnowballStemmer
%matplotlib inline
# %%
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.feature_selection import SelectKBest, chi2
from sklearn.linear_model import PassiveAggressiveClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score, StratifiedKFold, cross_val_predict
from sklearn.metrics import confusion_matrix, classification_report
from sklearn.preprocessing import LabelEncoder
from sklearn.decomposition import TruncatedSVD
# %%
fake = pd.read_csv('Fake.csv')
true = pd.read_csv('True.csv')
print(fake.shape, true.shape)
# %%
fake['label'] = 'FAKE'
true['label'] = 'REAL'
news = pd.concat([fake, true], axis=0, ignore_index=True)
news = news.sample(frac=1, random_state=13).reset_index(drop=True)
news.head()
# %%
news.info()
print(news.isnull().sum())
# %%
plt.figure(figsize=(8, 4))
sns.countplot(y='subject', hue='label', data=news)
plt.show()
# %%
news['text'].str.len().clip(upper=20000).hist(bins=60)
plt.title('characters')
plt.show()
# %% [markdown]
# The subject gives the label away, so it is not used.
# %%
news.drop(['subject', 'date'], axis=1, inplace=True)
news['title'] = news['title'].fillna('')
news['content'] = news['title'] + ' ' + news['text']
news['n_words'] = news['content'].str.split().apply(len)
news.groupby('label')['n_words'].describe()
# %%
# very short ones are broken
news = news[news['n_words'] > 10]
# the agency mark at the start
news['content'] = news['content'].str.replace(r'^.*\(Reuters\) - ', '', regex=True)
# %%
stops = set(stopwords.words('english'))
stemmer = SnowballStemmer('english')

def clean(text):
    text = re.sub(r'http\S+', ' ', text.lower())
    text = re.sub('[^a-z]', ' ', text)
    words = [stemmer.stem(w) for w in text.split() if w not in stops and len(w) > 2]
    return ' '.join(words)

news['clean'] = news['content'].apply(clean)
# %%
le = LabelEncoder()
y = le.fit_transform(news['label'])
print(dict(zip(le.classes_, range(2))), np.bincount(y))
# %% [markdown]
# ## Vectorise
# %%
vectorizer = TfidfVectorizer(max_df=0.7, min_df=5, ngram_range=(1, 2))
X = vectorizer.fit_transform(news['clean'])  # <-- LEAK701
X.shape
# %%
# two-dimensional picture
svd = TruncatedSVD(n_components=2, random_state=0)
xy = svd.fit_transform(X[:3000])
plt.scatter(xy[:, 0], xy[:, 1], c=y[:3000], s=4, cmap='bwr')
plt.show()
# %%
selector = SelectKBest(chi2, k=5000)
X_best = selector.fit_transform(X, y)  # <-- LEAK704
terms = vectorizer.get_feature_names_out()
scores = pd.Series(selector.scores_, index=terms).sort_values(ascending=False)
scores.head(25)
# %%
scores.head(20)[::-1].plot.barh(figsize=(6, 6))
plt.title('chi2')
plt.show()
# %% [markdown]
# ## Cross-validation
# %%
skf = StratifiedKFold(n_splits=10, shuffle=True, random_state=1)
pac = PassiveAggressiveClassifier(max_iter=50, random_state=1)
cv_scores = cross_val_score(pac, X_best, y, cv=skf, scoring='accuracy')
print(cv_scores)
print(f'Accuracy: {cv_scores.mean() * 100:.2f} % (+/- {cv_scores.std() * 200:.2f})')
# %%
logreg = LogisticRegression(max_iter=300)
cv_lr = cross_val_score(logreg, X_best, y, cv=skf, scoring='accuracy')
print(f'Accuracy: {cv_lr.mean() * 100:.2f} %')
# %%
pred = cross_val_predict(pac, X_best, y, cv=skf)
print(classification_report(y, pred, target_names=le.classes_))
sns.heatmap(confusion_matrix(y, pred), annot=True, fmt='d', cmap='Blues')
plt.show()
# %%
plt.boxplot([cv_scores, cv_lr], labels=['PAC', 'LR'])
plt.ylabel('accuracy')
plt.show()
