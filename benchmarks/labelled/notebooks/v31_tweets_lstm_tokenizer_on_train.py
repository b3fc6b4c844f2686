# notebook
# %% [markdown]
# # Disaster tweets with an LSTM
# %%
import pandas as pd
import numpy as np
import re, string
import matplotlib.pyplot as plt
import seaborn as sns
from collections import defaultdict, Counter
from sklearn.model_selection import train_test_split
from sklearn.metrics import f1_score, classification_report
from tensorflow.keras.preprocessing.text import Tokenizer
from tensorflow.keras.preprocessing.sequence import pad_sequences
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Embedding, LSTM, Bidirectional, Dense, SpatialDropout1D
from tensorflow.keras.callbacks import ModelCheckpoint
# %%
tweet = pd.read_csv('../input/nlp-getting-started/train.csv')
test = pd.read_csv('../input/nlp-getting-started/test.csv')
tweet.head(3)
# %%
print('{} rows and {} columns in train'.format(*tweet.shape))
# %%
x = tweet.target.value_counts()
sns.barplot(x=x.index, y=x)
# %%
fig, (ax1, ax2) = plt.subplots(1, 2, figsize=(10, 5))
ax1.hist(tweet[tweet['target'] == 1]['text'].str.len(), color='red')
ax2.hist(tweet[tweet['target'] == 0]['text'].str.len(), color='green')
fig.suptitle('Characters in tweets')
# %%
def create_corpus(t):
    corpus = []
    for s in tweet[tweet['target'] == t]['text'].str.split():
        corpus.extend(s)
    return corpus

top = Counter(create_corpus(1)).most_common(15)
print(top)
# %%
def clean(t):
    t = re.sub(r'https?://\S+|www\.\S+', '', t)
    t = re.sub(r'<.*?>', '', t)
    return t.translate(str.maketrans('', '', string.punctuation)).lower()

tweet['text'] = tweet['text'].apply(lambda s: clean(s))
test['text'] = test['text'].apply(lambda s: clean(s))
tweet = tweet.drop_duplicates(subset='text')
# %%
tr, rest = train_test_split(tweet, test_size=0.3, random_state=1, stratify=tweet['target'])
va, te = train_test_split(rest, test_size=0.5, random_state=1, stratify=rest['target'])
# %%
MAX_LEN, VOCAB = 40, 10000
tok = Tokenizer(num_words=VOCAB, oov_token='<oov>')
tok.fit_on_texts(tr['text'])

def seq(s):
    return pad_sequences(tok.texts_to_sequences(s), maxlen=MAX_LEN, padding='post')

X_tr, X_va, X_te = seq(tr['text']), seq(va['text']), seq(te['text'])
# %%
model = Sequential([
    Embedding(VOCAB, 64),
    SpatialDropout1D(0.2),
    Bidirectional(LSTM(32)),
    Dense(1, activation='sigmoid'),
])
model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])
# %%
ckpt = ModelCheckpoint('best.keras', monitor='val_loss', save_best_only=True)
history = model.fit(X_tr, tr['target'], epochs=8, batch_size=64, validation_data=(X_va, va['target']), callbacks=[ckpt])
# %%
plt.plot(history.history['loss'], label='train')
plt.plot(history.history['val_loss'], label='val')
plt.legend()
# %%
model.load_weights('best.keras')
p = (model.predict(X_te).ravel() > 0.5).astype(int)
print('F1', f1_score(te['target'], p))
print(classification_report(te['target'], p))
# %%
sub = pd.DataFrame({'id': test['id'], 'target': (model.predict(seq(test['text'])).ravel() > 0.5).astype(int)})
sub.to_csv('submission.csv', index=False)
