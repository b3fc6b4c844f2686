# silent: TRK203
# %%
import pandas as pd
from IPython.display import display
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report
# %%
tr, te = pd.read_csv("spam_tr.csv"), pd.read_csv("spam_te.csv")
base = DummyClassifier().fit(tr.iloc[:, 1:], tr["spam"])
lr = LogisticRegression(C=0.3, max_iter=500).fit(tr.iloc[:, 1:], tr["spam"])
# %%
results = {}
for n, m in [("base", base), ("lr", lr)]:
    results[n] = classification_report(te["spam"], m.predict(te.iloc[:, 1:]), output_dict=True)
display(pd.DataFrame(results["lr"]).T.round(3))
