# finds: LEAK704
# %%
import pandas as pd
import lightgbm as lgb
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

df = pd.read_csv("hotel_bookings.csv")
df["total_nights"] = df["stays_in_weekend_nights"] + df["stays_in_week_nights"]
df["is_canceled"].mean()
# %%
# cancel rate of the country
rate = df.groupby("country")["is_canceled"].mean()  # <-- LEAK704?
df["country_rate"] = df["country"].map(rate)  # <-- LEAK704
feats = ["country_rate", "lead_time", "total_nights", "adr"]
# %%
tr, va = train_test_split(df, test_size=0.25, random_state=1)
gbm = lgb.LGBMClassifier().fit(tr[feats], tr["is_canceled"])
print("AUC", roc_auc_score(va["is_canceled"], gbm.predict_proba(va[feats])[:, 1]))
