# notebook
# %% [markdown]
# # Routing of support tickets
# %%
import re
import string
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
import nltk
from nltk.corpus import stopwords
from nltk.stem import WordNetLemmatizer, PorterStemmer
from wordcloud import WordCloud
from collections import Counter
nltk.download("stopwords")
nltk.download("wordnet")
# %%
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.preprocessing import LabelEncoder
from sklearn.model_selection import train_test_split, cross_val_score
from sklearn.naive_bayes import MultinomialNB
from sklearn.linear_model import LogisticRegression, SGDClassifier
from sklearn.svm import LinearSVC
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score, f1_score, classification_report, confusion_matrix
# %%
df = pd.read_csv("tickets.csv", encoding="latin1")
df.head()
# %%
df.shape
# %%
df.info()
# %%
df = df[["subject", "body", "queue", "priority", "language"]]
df = df[df["language"] == "en"]
df["subject"] = df["subject"].fillna("")
df.dropna(subset=["body", "queue"], inplace=True)
df.drop_duplicates(subset=["body"], inplace=True)
df.shape
# %%
plt.figure(figsize=(10, 4))
sns.countplot(y="queue", data=df, order=df["queue"].value_counts().index)
plt.show()
# %%
df["n_words"] = df["body"].apply(lambda t: len(t.split()))
df["n_words"].describe()
# %%
df["n_words"].clip(upper=500).hist(bins=50)
plt.show()
# %% [markdown]
# ### Clean the text
# %%
sw = set(stopwords.words("english"))
lem = WordNetLemmatizer()


def clean(text):
    text = text.lower()
    text = re.sub(r"https?://\S+|www\.\S+", " ", text)
    text = re.sub(r"\S+@\S+", " ", text)
    text = re.sub(r"\d+", " ", text)
    text = text.translate(str.maketrans("", "", string.punctuation))
    words = [lem.lemmatize(w) for w in text.split() if w not in sw and len(w) > 2]
    return " ".join(words)


df["text"] = (df["subject"] + " " + df["body"]).apply(clean)
df[["body", "text"]].head()
# %%
# most common words by queue
cv = CountVectorizer(max_features=20)
for q in df["queue"].unique()[:4]:
    sub = df.loc[df["queue"] == q, "text"]
    m = cv.fit_transform(sub)
    print(q, dict(zip(cv.get_feature_names_out(), m.sum(axis=0).A1)))
# %%
wc = WordCloud(width=800, height=400).generate(" ".join(df["text"].sample(500, random_state=1)))
plt.imshow(wc)
plt.axis("off")
plt.show()
# %%
le = LabelEncoder()
df["label"] = le.fit_transform(df["queue"])
# %%
tfidf = TfidfVectorizer(max_features=20000, ngram_range=(1, 2), sublinear_tf=True)
X = tfidf.fit_transform(df["text"])  # <-- LEAK701
y = df["label"].values
print(X.shape)
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=42, stratify=y)
# %% [markdown]
# ### Models
# %%
models = {
    "NB": MultinomialNB(),
    "LogReg": LogisticRegression(max_iter=1000, C=5),
    "SVM": LinearSVC(),
    "SGD": SGDClassifier(random_state=42),
    "RF": RandomForestClassifier(n_estimators=100, random_state=42, n_jobs=-1),
}
names, accs, f1s = [], [], []
for name, m in models.items():
    m.fit(X_train, y_train)
    pred = m.predict(X_test)
    acc = accuracy_score(y_test, pred)  # <-- LEAK707
    f1 = f1_score(y_test, pred, average="macro")  # <-- LEAK707?
    names.append(name)
    accs.append(acc)
    f1s.append(f1)
    print("%-8s acc %.4f f1 %.4f" % (name, acc, f1))
# %%
res = pd.DataFrame({"model": names, "acc": accs, "f1": f1s}).sort_values("f1", ascending=False)  # <-- LEAK707?
res
# %%
sns.barplot(x="f1", y="model", data=res)
plt.show()
# %%
best_name = res.iloc[0]["model"]  # <-- LEAK707?
best = models[best_name]
pred = best.predict(X_test)
print(classification_report(y_test, pred, target_names=le.classes_))  # <-- LEAK707?
# %%
plt.figure(figsize=(9, 8))
sns.heatmap(confusion_matrix(y_test, pred), annot=True, fmt="d", xticklabels=le.classes_, yticklabels=le.classes_)
plt.show()
# %%
def route(subject, body):
    v = tfidf.transform([clean(subject + " " + body)])
    return le.inverse_transform(best.predict(v))[0]


print(route("vpn", "I can not connect to the vpn since the update"))
