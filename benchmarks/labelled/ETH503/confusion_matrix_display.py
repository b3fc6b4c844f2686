# silent: ETH503
# %%
import pandas as pd
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import ConfusionMatrixDisplay
from sklearn.model_selection import train_test_split
# %%
d = pd.read_csv("disease_panel.csv")
X, y = d.filter(like="marker_"), d["disease"]
a, b, ya, yb = train_test_split(X, y, stratify=y, random_state=0)
sgd = SGDClassifier(random_state=0).fit(a, ya)
print(sgd.score(b, yb))
# %%
ConfusionMatrixDisplay.from_estimator(sgd, b, yb, normalize="true")
