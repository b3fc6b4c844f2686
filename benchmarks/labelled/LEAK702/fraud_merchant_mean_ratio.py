# finds: LEAK702
# %%
import pandas as pd
import xgboost as xgb
from sklearn.metrics import average_precision_score
from sklearn.model_selection import train_test_split

tx = pd.read_parquet("transactions.parquet")
tx["is_night"] = tx["timestamp"].dt.hour.between(0, 5).astype(int)
tx["is_fraud"].mean()
# %%
tx["amt_vs_merchant"] = tx["amount"] / tx.groupby("merchant")["amount"].transform("mean")  # <-- LEAK702
feats = ["amount", "amt_vs_merchant", "is_night"]
# %%
Xtr, Xte, ytr, yte = train_test_split(tx[feats], tx["is_fraud"], stratify=tx["is_fraud"], random_state=0)
gb = xgb.XGBClassifier(n_estimators=200, scale_pos_weight=50)
gb.fit(Xtr, ytr)
ap = average_precision_score(yte, gb.predict_proba(Xte)[:, 1])
print(f"average precision: {ap:.3f}")
