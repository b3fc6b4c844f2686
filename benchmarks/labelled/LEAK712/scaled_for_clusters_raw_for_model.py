# silent: LEAK712
# %%
import matplotlib.pyplot as plt
import pandas as pd
from sklearn.cluster import DBSCAN
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from xgboost import XGBClassifier

star = pd.read_csv("star_classification.csv").sample(5000, random_state=0)
bands = ["u", "g", "r", "i", "z"]
lab = DBSCAN(eps=0.4).fit_predict(StandardScaler().fit_transform(star[bands]))
plt.scatter(star["u"], star["g"], c=lab, s=2)
plt.title(f"{lab.max() + 1} clusters")
# %%
a, b, ya, yb = train_test_split(star[bands], (star["class"] == "QSO").astype(int), random_state=0)
clf = XGBClassifier().fit(a, ya)
print("accuracy", clf.score(b, yb))
