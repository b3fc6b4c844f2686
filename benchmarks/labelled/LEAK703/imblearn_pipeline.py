# silent: LEAK703
# %%
import pandas as pd
from imblearn.over_sampling import SMOTE
from imblearn.pipeline import Pipeline
from sklearn.model_selection import RepeatedStratifiedKFold, cross_val_score
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

mammo = pd.read_csv("mammography.csv", header=None)
X, y = mammo.values[:, :-1].astype(float), (mammo[6] == "'1'").astype(int)
# %%
steps = [("scale", StandardScaler()), ("over", SMOTE(sampling_strategy=0.3, random_state=1)), ("tree", DecisionTreeClassifier())]
cv = RepeatedStratifiedKFold(n_splits=10, n_repeats=3, random_state=1)
scores = cross_val_score(Pipeline(steps), X, y, scoring="roc_auc", cv=cv, n_jobs=-1)
print("Mean ROC AUC: %.3f" % scores.mean())
