# silent: LEAK704
# %%
import pandas as pd
from sklearn.feature_selection import SelectKBest, mutual_info_classif
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

arrhythmia = pd.read_csv("arrhythmia.csv", header=None).drop(columns=13).replace("?", 0).astype(float)
X, y = arrhythmia.iloc[:, :-1], arrhythmia.iloc[:, -1] > 1
# %%
for k in (10, 25):
    pipe = make_pipeline(StandardScaler(), SelectKBest(mutual_info_classif, k=k), SVC())
    print(k, cross_val_score(pipe, X, y, cv=5).mean())
