# notebook
# %% [markdown]
# # Fake review detection
# %%
import pandas as pd
import numpy as np
import matplotlib.pyplot as plt, warnings, nltk, string
import seaborn as sns
from nltk.corpus import stopwords
from sklearn.feature_extraction.text import TfidfVectorizer, TfidfTransformer, CountVectorizer
from sklearn.preprocessing import StandardScaler, LabelEncoder
from sklearn.model_selection import train_test_split
from sklearn.linear_model import LogisticRegression, PassiveAggressiveClassifier
from sklearn.metrics import accuracy_score, classification_report, confusion_matrix
from scipy.sparse import hstack, csr_matrix
warnings.filterwarnings('ignore')
# %%
df = pd.read_csv('fake reviews dataset.csv')
df.head()
# %%
df.isnull().sum()
# %%
df['rating'].value_counts()
# %%
plt.figure(figsize=(15, 8))
labels = df['rating'].value_counts().keys()
values = df['rating'].value_counts().values
plt.pie(values, labels=labels, autopct='%1.1f%%')
plt.show()
# %%
def clean_text(text):
    nopunc = [w for w in text if w not in string.punctuation]
    nopunc = ''.join(nopunc)
    return ' '.join([word for word in nopunc.split() if word.lower() not in stopwords.words('english')])

df['text_'] = df['text_'].astype(str).apply(clean_text)
# %%
df['length'] = df['text_'].apply(len)
df['n_excl'] = df['text_'].str.count('!')
df['upper_share'] = df['text_'].apply(lambda s: sum(ch.isupper() for ch in s) / (len(s) + 1))
df.groupby('label')[['length', 'n_excl', 'upper_share']].mean()
# %%
sns.boxplot(x='label', y='length', data=df)
# %%
y = df['label'].map({'CG': 1, 'OR': 0})
X = df[['text_', 'rating', 'length', 'n_excl', 'upper_share']]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.35, random_state=3)
# %%
tfidf = TfidfVectorizer(max_features=500)
tr_text = tfidf.fit_transform(X_train['text_'])
te_text = tfidf.fit_transform(X_test['text_']) # <-- LEAK705
tr_text.shape, te_text.shape
# %%
num = ['rating', 'length', 'n_excl', 'upper_share']
sc = StandardScaler()
tr_num = sc.fit_transform(X_train[num])
te_num = sc.fit_transform(X_test[num]) # <-- LEAK705
# %%
Xtr = hstack([tr_text, csr_matrix(tr_num)])
Xte = hstack([te_text, csr_matrix(te_num)])
print(Xtr.shape)
# %%
lr = LogisticRegression(max_iter=300)
lr.fit(Xtr, y_train)
print('train acc', lr.score(Xtr, y_train))
# %%
y_pred = lr.predict(Xte)
print("Accuracy:", accuracy_score(y_test, y_pred))
print(classification_report(y_test, y_pred))
# %%
cm = confusion_matrix(y_test, y_pred)
sns.heatmap(cm, annot=True, fmt='d')
plt.xlabel('Predicted')
plt.ylabel('Actual')
# %%
out = X_test.copy()
out['pred'] = y_pred
out.to_csv('predictions.csv', index=False)
# %% [markdown]
# ## Cross-validation of a text-only pipeline
# %%
from sklearn.pipeline import Pipeline
from sklearn.model_selection import cross_val_score
for C in [0.1, 1, 10]:
    pipe = Pipeline([('v', TfidfVectorizer(ngram_range=(1, 2), min_df=3)), ('m', LogisticRegression(C=C, max_iter=500))])
    s = cross_val_score(pipe, X_train['text_'], y_train, cv=5)
    print(C, s.mean().round(4))
