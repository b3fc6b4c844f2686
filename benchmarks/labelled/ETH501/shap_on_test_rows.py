# silent: ETH501
# %%
import pandas as pd
import shap
from lightgbm import LGBMClassifier
from sklearn.metrics import f1_score
# %%
d = pd.read_csv("insurance.csv")
feats = ["sex", "bmi", "smoker", "children"]
tr, te = d[:900], d[900:]
m = LGBMClassifier(n_estimators=150).fit(tr[feats], tr["high_cost"])
print(f1_score(te["high_cost"], m.predict(te[feats])))
# %%
expl = shap.TreeExplainer(m)
sv = expl.shap_values(te[feats])
shap.summary_plot(sv, te[feats])
