# finds: LEAK701
# %%
import re
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import MultinomialNB
from sklearn.metrics import accuracy_score, confusion_matrix

sms = pd.read_csv("spam.csv", encoding="latin-1")[["v1", "v2"]]
sms.columns = ["label", "message"]
# %%
def clean(text):
    text = text.lower()
    text = re.sub(r"http\S+", " ", text)
    return re.sub(r"[^a-z ]", " ", text)

sms["clean"] = sms["message"].apply(clean)
sms["length"] = sms["message"].str.len()
sms.groupby("label")["length"].mean()
# %%
tfidf = TfidfVectorizer(max_features=3000, stop_words="english")
X = tfidf.fit_transform(sms["clean"]).toarray()  # <-- LEAK701
y = (sms["label"] == "spam").astype(int).values
print(X.shape)
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=2)
mnb = MultinomialNB()
mnb.fit(X_train, y_train)
y_pred = mnb.predict(X_test)
print(accuracy_score(y_test, y_pred))
print(confusion_matrix(y_test, y_pred))
