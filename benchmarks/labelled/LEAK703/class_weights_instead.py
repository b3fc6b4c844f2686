# silent: LEAK703
# %%
import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.utils.class_weight import compute_class_weight
from sklearn.svm import LinearSVC
from sklearn.metrics import f1_score

toxic = pd.read_csv("sensor_faults.csv")
X, y = toxic.filter(like="sensor_"), toxic["fault"]
weights = dict(zip(np.unique(y), compute_class_weight("balanced", classes=np.unique(y), y=y)))
print(weights)
# %%
X_tr, X_te, y_tr, y_te = train_test_split(X, y, stratify=y, random_state=0)
svc = LinearSVC(class_weight=weights).fit(X_tr, y_tr)
print(f1_score(y_te, svc.predict(X_te), average="macro"))
