# silent: ETH504
# %% [file requirements.txt]
scikit-learn==1.5.0
# %% [file MODEL_CARD.md]
# Ticket escalation
Intended use: sort the queue of the support team. Owner: support analytics.
# %%
import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
# %%
d = pd.read_csv("tickets.csv")
x = ["hours_open", "n_replies"]
lr = LogisticRegression().fit(d[x][:900], d["escalated"][:900])
print(f1_score(d["escalated"][900:], lr.predict(d[x][900:])))
joblib.dump(lr, "tickets.joblib")
