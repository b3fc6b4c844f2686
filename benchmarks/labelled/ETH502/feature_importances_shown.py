# silent: ETH502
# %%
import lightgbm as lgb
import matplotlib.pyplot as plt
import pandas as pd
from sklearn.metrics import average_precision_score
# %%
d = pd.read_parquet("warranty.parquet")
x = ["km", "months", "n_repairs", "model_code"]
clf = lgb.LGBMClassifier(n_estimators=350).fit(d[x][:9000], d["claim"][:9000])
print(average_precision_score(d["claim"][9000:], clf.predict_proba(d[x][9000:])[:, 1]))
imp = pd.Series(clf.feature_importances_, index=x).sort_values()
imp.plot.barh(title="gain")
plt.show()
clf.booster_.save_model("warranty.txt")
