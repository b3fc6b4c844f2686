# silent: LEAK708
# %%
import pandas as pd
from joblib import dump
from sklearn.ensemble import ExtraTreesClassifier

crop = pd.read_csv("Crop_recommendation.csv")
X, y = crop.iloc[:, :7], crop["label"]
crop.groupby("label").mean().style.background_gradient()
# %%
et = ExtraTreesClassifier(n_estimators=400, bootstrap=True, oob_score=True, n_jobs=-1)
et.fit(X, y)
print(f"OOB accuracy {et.oob_score_:.3f}")
dump(et, "crop.joblib")
