# notebook
# %% [markdown]
# # SMS spam classifier
# %%
!pip install nltk wordcloud
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
import nltk
import string
import pickle
from collections import Counter
from wordcloud import WordCloud
from nltk.corpus import stopwords
from nltk.stem.porter import PorterStemmer
nltk.download('punkt')
nltk.download('stopwords')
# %%
df = pd.read_csv('spam.csv', encoding='latin-1')
df.sample(5)
# %%
df.shape
# %%
# 1. Data cleaning
df.info()
df.drop(columns=['Unnamed: 2', 'Unnamed: 3', 'Unnamed: 4'], inplace=True)
df.rename(columns={'v1': 'target', 'v2': 'text'}, inplace=True)
# %%
from sklearn.preprocessing import LabelEncoder
encoder = LabelEncoder()
df['target'] = encoder.fit_transform(df['target'])
df.head()
# %%
print(df.isnull().sum())
print(df.duplicated().sum())
df = df.drop_duplicates(keep='first')
df.shape
# %% [markdown]
# ## 2. EDA
# %%
plt.pie(df['target'].value_counts(), labels=['ham', 'spam'], autopct="%0.2f")
plt.show()
# %%
df['num_characters'] = df['text'].apply(len)
df['num_words'] = df['text'].apply(lambda x: len(nltk.word_tokenize(x)))
df['num_sentences'] = df['text'].apply(lambda x: len(nltk.sent_tokenize(x)))
df[['num_characters', 'num_words', 'num_sentences']].describe()
# %%
df[df['target'] == 1][['num_characters', 'num_words', 'num_sentences']].describe()
# %%
plt.figure(figsize=(12, 6))
sns.histplot(df[df['target'] == 0]['num_characters'])
sns.histplot(df[df['target'] == 1]['num_characters'], color='red')
# %%
sns.heatmap(df[['target', 'num_characters', 'num_words', 'num_sentences']].corr(), annot=True)
# %% [markdown]
# ## 3. Text preprocessing
# %%
ps = PorterStemmer()

def transform_text(text):
    text = text.lower()
    text = nltk.word_tokenize(text)
    y = []
    for i in text:
        if i.isalnum():
            y.append(i)
    text = y[:]
    y.clear()
    for i in text:
        if i not in stopwords.words('english') and i not in string.punctuation:
            y.append(i)
    text = y[:]
    y.clear()
    for i in text:
        y.append(ps.stem(i))
    return " ".join(y)

df['transformed_text'] = df['text'].apply(transform_text)
df.head()
# %%
wc = WordCloud(width=500, height=500, min_font_size=10, background_color='white')
spam_wc = wc.generate(df[df['target'] == 1]['transformed_text'].str.cat(sep=" "))
plt.imshow(spam_wc)
# %%
spam_corpus = []
for msg in df[df['target'] == 1]['transformed_text'].tolist():
    for word in msg.split():
        spam_corpus.append(word)
common = pd.DataFrame(Counter(spam_corpus).most_common(30), columns=['word', 'n'])
sns.barplot(x='word', y='n', data=common)
plt.xticks(rotation='vertical')
plt.show()
# %% [markdown]
# ## 4. Model building
# %%
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
cv = CountVectorizer()
tfidf = TfidfVectorizer(max_features=3000)
X = tfidf.fit_transform(df['transformed_text']).toarray()  # <-- LEAK701
print(X.shape)
y = df['target'].values
# %%
from sklearn.model_selection import train_test_split
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=2)
# %%
from sklearn.naive_bayes import GaussianNB, MultinomialNB, BernoulliNB
from sklearn.metrics import accuracy_score, confusion_matrix, precision_score
gnb = GaussianNB()
mnb = MultinomialNB()
bnb = BernoulliNB()
# %%
gnb.fit(X_train, y_train)
y_pred1 = gnb.predict(X_test)
print(accuracy_score(y_test, y_pred1))  # <-- LEAK707?
print(confusion_matrix(y_test, y_pred1))  # <-- LEAK707?
print(precision_score(y_test, y_pred1))  # <-- LEAK707?
# %%
mnb.fit(X_train, y_train)
y_pred2 = mnb.predict(X_test)
print(accuracy_score(y_test, y_pred2))  # <-- LEAK707
print(confusion_matrix(y_test, y_pred2))  # <-- LEAK707?
print(precision_score(y_test, y_pred2))  # <-- LEAK707?
# %%
bnb.fit(X_train, y_train)
y_pred3 = bnb.predict(X_test)
print(accuracy_score(y_test, y_pred3))  # <-- LEAK707?
print(confusion_matrix(y_test, y_pred3))  # <-- LEAK707?
print(precision_score(y_test, y_pred3))  # <-- LEAK707?
# %%
# tfidf --> MNB
pickle.dump(tfidf, open('vectorizer.pkl', 'wb'))
pickle.dump(mnb, open('model.pkl', 'wb'))
