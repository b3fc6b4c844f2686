# finds: LEAK707
# %%
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split

fraud = pd.read_csv("creditcard.csv")
X_train, X_test, y_train, y_test = train_test_split(
    fraud.drop(columns=["Class"]), fraud["Class"], stratify=fraud["Class"], random_state=0
)
logit = LogisticRegression(class_weight="balanced", max_iter=1000).fit(X_train, y_train)
# %%
# find the cut-off with the best F1
p = logit.predict_proba(X_test)[:, 1]  # <-- LEAK707?
thresholds = np.arange(0.05, 1.0, 0.05)
f1s = [f1_score(y_test, p > t) for t in thresholds]  # <-- LEAK707
best_t = thresholds[np.argmax(f1s)]  # <-- LEAK707?
print("best threshold", best_t)
# %%
print("F1 on test:", f1_score(y_test, p > best_t))  # <-- LEAK707?
