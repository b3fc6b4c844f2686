# finds: LEAK707
# %%
import matplotlib.pyplot as plt
import pandas as pd
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from xgboost import XGBClassifier

hotel = pd.read_csv("hotel_cancellations.csv").select_dtypes("number").fillna(0)
y = hotel.pop("is_canceled")
Xa, Xb, ya, yb = train_test_split(hotel, y, test_size=0.3, stratify=y, random_state=27)
# %%
runs = []
for max_depth in range(2, 11, 2):
    for eta in (0.05, 0.3):
        xgb = XGBClassifier(max_depth=max_depth, learning_rate=eta, n_estimators=100)
        xgb.fit(Xa, ya)
        auc = roc_auc_score(yb, xgb.predict_proba(Xb)[:, 1])  # <-- LEAK707?
        runs.append((auc, max_depth, eta))
auc, depth, eta = sorted(runs, reverse=True)[0]  # <-- LEAK707
print(f"best AUC {auc:.4f} with depth {depth}, eta {eta}")
plt.scatter([r[1] for r in runs], [r[0] for r in runs])
