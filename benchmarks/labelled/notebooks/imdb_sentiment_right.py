# notebook
# %% [markdown]
# # Sentiment of movie reviews
# %%
import re
import html
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
from bs4 import BeautifulSoup
from nltk.stem import WordNetLemmatizer
from nltk.corpus import stopwords
# %%
from sklearn.feature_extraction.text import TfidfVectorizer, CountVectorizer
from sklearn.preprocessing import LabelBinarizer, LabelEncoder
from sklearn.linear_model import LogisticRegression, SGDClassifier
from sklearn.model_selection import train_test_split
from sklearn.metrics import classification_report, confusion_matrix, accuracy_score
# %%
imdb_data = pd.read_csv('../input/IMDB Dataset.csv')
print(imdb_data.shape)
imdb_data.head(10)
# %%
imdb_data.describe()
# %%
imdb_data['sentiment'].value_counts()
# %%
imdb_data['length'] = imdb_data['review'].str.len()
print('average length', imdb_data['length'].mean())
imdb_data.groupby('sentiment')['length'].plot(kind='hist', bins=50, alpha=.5, legend=True)
plt.show()
# %% [markdown]
# ## Cleaning
# %%
def strip_html(text):
    soup = BeautifulSoup(text, "html.parser")
    return soup.get_text()

def remove_between_square_brackets(text):
    return re.sub(r'\[[^]]*\]', '', text)

def denoise_text(text):
    text = strip_html(text)
    text = remove_between_square_brackets(text)
    return text

imdb_data['review'] = imdb_data['review'].apply(denoise_text)
# %%
stop = set(stopwords.words('english')) - {'not', 'no', 'nor'}
lemma = WordNetLemmatizer()

def normalise(text):
    text = re.sub(r'[^a-zA-Z\s]', ' ', text).lower()
    tokens = [lemma.lemmatize(t) for t in text.split() if t not in stop]
    return ' '.join(tokens)

imdb_data['review'] = imdb_data['review'].map(normalise)
imdb_data['review'].iloc[3]
# %%
imdb_data = imdb_data[imdb_data['review'].str.len() > 20]
imdb_data = imdb_data.drop_duplicates(subset='review')
imdb_data.shape
# %% [markdown]
# ## Most common bigrams, for the report
# %%
def top_ngrams(corpus, n, k=15):
    vec = CountVectorizer(ngram_range=(n, n), max_features=5000).fit(corpus)
    bag = vec.transform(corpus)
    total = bag.sum(axis=0)
    freq = [(w, total[0, i]) for w, i in vec.vocabulary_.items()]
    return sorted(freq, key=lambda x: x[1], reverse=True)[:k]

for label in ('positive', 'negative'):
    top = top_ngrams(imdb_data.loc[imdb_data.sentiment == label, 'review'], 2)
    words, n = zip(*top)
    plt.barh(words, n)
    plt.title(label)
    plt.show()
# %% [markdown]
# ## Train and test
# %%
lb = LabelBinarizer()
sentiment = lb.fit_transform(imdb_data['sentiment']).ravel()
texts = imdb_data['review']
train_reviews, test_reviews, train_y, test_y = train_test_split(texts, sentiment, test_size=0.2, random_state=0)
print(train_reviews.shape, test_reviews.shape)
# %%
tv = TfidfVectorizer(min_df=2, max_df=0.9, ngram_range=(1, 2), sublinear_tf=True)
tv_train = tv.fit_transform(train_reviews)
tv_test = tv.transform(test_reviews)
print('train matrix', tv_train.shape)
print('test matrix', tv_test.shape)
# %%
lr = LogisticRegression(penalty='l2', max_iter=500, C=1, random_state=42)
lr.fit(tv_train, train_y)
# %%
lr_pred = lr.predict(tv_test)
print('accuracy', accuracy_score(test_y, lr_pred))
print(classification_report(test_y, lr_pred, target_names=['Negative', 'Positive']))
# %%
cm = confusion_matrix(test_y, lr_pred, labels=[1, 0])
sns.heatmap(cm, annot=True, fmt='d')
plt.show()
# %%
names = np.array(tv.get_feature_names_out())
order = np.argsort(lr.coef_[0])
print('most negative:', names[order[:20]])
print('most positive:', names[order[-20:]])
# %%
def predict_one(text):
    p = lr.predict_proba(tv.transform([normalise(denoise_text(text))]))[0, 1]
    return 'positive' if p > 0.5 else 'negative', round(p, 3)

predict_one('It was not bad at all, I liked the end.')
