# notebook
# %% [markdown]
# # Sentiment of movie reviews
# %%
import pandas as pd
import numpy as np
import re, html
import matplotlib.pyplot as plt
import seaborn as sns
from bs4 import BeautifulSoup
from sklearn.feature_extraction.text import TfidfVectorizer, CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import MultinomialNB, ComplementNB
from sklearn.svm import LinearSVC
from sklearn.pipeline import Pipeline
from sklearn.model_selection import train_test_split, cross_validate
from sklearn.metrics import classification_report, ConfusionMatrixDisplay
import joblib
# %%
df = pd.read_csv('IMDB Dataset.csv')
df.head()
# %%
df.sentiment.value_counts()
# %%
df['n_words'] = df['review'].str.split().str.len()
sns.histplot(data=df, x='n_words', hue='sentiment', bins=60)
plt.axvline(df['n_words'].mean(), ls='--')
# %% [markdown]
# Most frequent words (only to look at them)
# %%
look = CountVectorizer(stop_words='english', max_features=30)
bow = look.fit_transform(df['review'])
freq = pd.Series(np.asarray(bow.sum(axis=0)).ravel(), index=look.get_feature_names_out())
freq.sort_values().plot.barh(figsize=(6, 8))
# %%
def strip_html(text):
    return BeautifulSoup(text, 'html.parser').get_text()

def clean(text):
    text = strip_html(html.unescape(text))
    text = re.sub(r'[^A-Za-z\s]', '', text)
    return text.lower().strip()

df['review'] = df['review'].apply(clean)
df['y'] = df['sentiment'].map({'positive': 1, 'negative': 0})
# %%
df = df.drop_duplicates('review')
tr, te = train_test_split(df, test_size=0.25, stratify=df['y'], random_state=11)
print(len(tr), len(te))
# %%
vec = lambda: TfidfVectorizer(ngram_range=(1, 2), min_df=5, sublinear_tf=True)
zoo = {
    'logreg': LogisticRegression(max_iter=500),
    'cnb': ComplementNB(),
    'linsvc': LinearSVC(C=0.5),
}
board = {}
for name, est in zoo.items():
    pipe = Pipeline([('tfidf', vec()), ('clf', est)])
    out = cross_validate(pipe, tr['review'], tr['y'], cv=4, scoring=['accuracy', 'f1'])
    board[name] = {k: v.mean() for k, v in out.items() if k.startswith('test_')}
board = pd.DataFrame(board).T
board
# %%
winner = board['test_f1'].idxmax()
print(winner)
# %%
model = Pipeline([('tfidf', vec()), ('clf', zoo[winner])]).fit(tr['review'], tr['y'])
p = model.predict(te['review'])
print(classification_report(te['y'], p))
# %%
ConfusionMatrixDisplay.from_predictions(te['y'], p)
# %%
wrong = te[te['y'] != p]
wrong[['review', 'sentiment']].sample(5, random_state=0)
# %%
names = model.named_steps['tfidf'].get_feature_names_out()
coef = getattr(model.named_steps['clf'], 'coef_', None)
if coef is not None:
    top = np.argsort(coef[0])
    print('negative:', names[top[:15]])
    print('positive:', names[top[-15:]])
# %%
joblib.dump(model, 'sentiment.joblib')
