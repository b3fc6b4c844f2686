# silent: ETH502
# %%
import joblib
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score
from sklearn.pipeline import make_pipeline
# %%
mails = pd.read_csv("mails.csv")
pipe = make_pipeline(
    TfidfVectorizer(ngram_range=(1, 2), min_df=3), RandomForestClassifier(300, random_state=0)
)
pipe.fit(mails["text"][:5000], mails["folder"][:5000])
print(f1_score(mails["folder"][5000:], pipe.predict(mails["text"][5000:]), average="macro"))
joblib.dump(pipe, "folders.joblib")
