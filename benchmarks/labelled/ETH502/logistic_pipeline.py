# silent: ETH502
# %%
import pickle
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
# %%
d = pd.read_csv("tickets.csv")
prep = make_column_transformer(
    (OneHotEncoder(handle_unknown="ignore"), ["product", "channel"]), (StandardScaler(), ["hours"])
)
pipe = Pipeline([("prep", prep), ("lr", LogisticRegression(max_iter=500))])
pipe.fit(d[:3000], d["escalated"][:3000])
print(roc_auc_score(d["escalated"][3000:], pipe.predict_proba(d[3000:])[:, 1]))
pickle.dump(pipe, open("tickets.pkl", "wb"))
