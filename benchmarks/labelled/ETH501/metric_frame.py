# silent: ETH501
# %%
import pandas as pd
from fairlearn.metrics import MetricFrame, selection_rate
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import recall_score
from sklearn.model_selection import train_test_split
# %%
d = pd.read_csv("credit.csv")
feats = ["sex", "income", "debt", "months_employed"]
a, b = train_test_split(d, random_state=0)
lr = LogisticRegression(max_iter=800).fit(a[feats], a["default"])
# %%
mf = MetricFrame(
    metrics={"recall": recall_score, "selected": selection_rate},
    y_true=b["default"],
    y_pred=lr.predict(b[feats]),
    sensitive_features=b["sex"],
)
mf.by_group.plot.bar()
