# notebook
# %% [markdown]
# # SMS Spam classifier
# %%
import numpy as np
import pandas as pd
import re
import string
import nltk
from nltk.corpus import stopwords
from nltk.stem.porter import PorterStemmer
import matplotlib.pyplot as plt
import seaborn as sns
from wordcloud import WordCloud
nltk.download('stopwords')
# %%
messages = pd.read_csv('spam.csv', encoding='latin-1')
messages.head()
# %%
messages.drop(['Unnamed: 2', 'Unnamed: 3', 'Unnamed: 4'], axis=1, inplace=True)
messages.columns = ['label', 'message']
# %%
messages.groupby('label').describe()
# %%
messages['length'] = messages['message'].apply(len)
messages['length'].plot(bins=50, kind='hist')
# %%
messages.length.describe()
# %%
messages[messages['length'] == messages['length'].max()]['message'].iloc[0]
# %%
messages.hist(column='length', by='label', bins=50, figsize=(12, 4))
# %%
print(messages.duplicated().sum())
messages = messages.drop_duplicates(keep='first')
# %%
wc = WordCloud(width=500, height=500, min_font_size=10, background_color='white')
spam_wc = wc.generate(messages[messages['label'] == 'spam']['message'].str.cat(sep=" "))
plt.imshow(spam_wc)
# %% [markdown]
# ## Text preprocessing
# %%
ps = PorterStemmer()
stop = set(stopwords.words('english'))

def clean_text(t):
    t = re.sub('[^a-zA-Z]', ' ', t).lower().split()
    t = [ps.stem(w) for w in t if w not in stop]
    return ' '.join(t)

messages['clean'] = messages['message'].apply(clean_text)
messages.head()
# %%
corpus = []
for i in range(0, 5):
    corpus.append(messages['clean'].iloc[i])
corpus
# %% [markdown]
# ## Bag of words
# %%
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
cv = CountVectorizer(max_features=2500)
X = cv.fit_transform(messages['clean']).toarray() # <-- LEAK701
X.shape
# %%
from sklearn.preprocessing import LabelEncoder
encoder = LabelEncoder()
y = encoder.fit_transform(messages['label'])
# %%
from sklearn.model_selection import train_test_split
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.20, random_state=0)
# %%
from sklearn.naive_bayes import MultinomialNB
spam_detect_model = MultinomialNB().fit(X_train, y_train)
y_pred = spam_detect_model.predict(X_test)
# %%
from sklearn.metrics import confusion_matrix, accuracy_score, precision_score
confusion_m = confusion_matrix(y_test, y_pred)
print(confusion_m)
print('accuracy', accuracy_score(y_test, y_pred))
print('precision', precision_score(y_test, y_pred))
# %%
sns.heatmap(confusion_m, annot=True, fmt='d', xticklabels=encoder.classes_, yticklabels=encoder.classes_)
# %%
def predict_one(txt):
    return encoder.inverse_transform(spam_detect_model.predict(cv.transform([clean_text(txt)])))[0]

predict_one("WINNER!! claim your free prize now")
# %%
import pickle
pickle.dump(cv, open('vectorizer.pkl', 'wb'))
pickle.dump(spam_detect_model, open('model.pkl', 'wb'))
