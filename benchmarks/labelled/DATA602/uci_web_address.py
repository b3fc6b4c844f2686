# finds: DATA602
# %%
import pandas as pd
from sklearn.model_selection import cross_val_score
from sklearn.svm import SVC
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
# %%
base = "https://archive.example.edu/ml/machine-learning-databases"
cols = ["class", "alcohol", "malic", "ash", "alcalinity", "mg", "phenols"]
wine = pd.read_csv(f"{base}/wine/wine.data", names=cols, usecols=range(7))  # <-- DATA602
wine.head()
# %%
svc = make_pipeline(StandardScaler(), SVC(C=3))
print(cross_val_score(svc, wine[cols[1:]], wine["class"], cv=5).mean())
svc.fit(wine[cols[1:]], wine["class"])
