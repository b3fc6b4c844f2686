# silent: LEAK702
# %%
import numpy as np
import pandas as pd
import seaborn as sns
from sklearn.model_selection import train_test_split
from sklearn.svm import LinearSVC

bc = pd.read_csv("wdbc.csv")
y = (bc["diagnosis"] == "M").astype(int)
X = bc.drop(columns=["id", "diagnosis"])
sns.heatmap(X.corr(), cmap="coolwarm")
# %%
# of two features that say the same one is enough
corr = X.corr().abs()
upper = corr.where(np.triu(np.ones(corr.shape), k=1).astype(bool))
to_drop = [c for c in upper.columns if any(upper[c] > 0.95)]
X = X.drop(columns=to_drop)
print("dropped", to_drop)
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=13)
svc = LinearSVC(dual=False).fit(X_train, y_train)
print("accuracy", svc.score(X_test, y_test))
