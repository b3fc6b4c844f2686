# silent: LEAK710
# %%
import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

orders = pd.read_csv("orders.csv", parse_dates=["order_date"])
churned = pd.read_csv("churned.csv")
# %%
# from here on a customer is one row
cust = (
    orders.groupby("customer_id")
    .agg(n_orders=("order_id", "count"), spent=("total", "sum"), last=("order_date", "max"))
    .reset_index()
)
cust["days"] = (pd.Timestamp("2024-01-01") - cust["last"]).dt.days
cust = cust.merge(churned, on="customer_id", how="inner", validate="1:1")
# %%
F = ["n_orders", "spent", "days"]
a, b, ya, yb = train_test_split(cust[F], cust["churn"], random_state=0)
gbc = GradientBoostingClassifier().fit(a, ya)
print(roc_auc_score(yb, gbc.predict_proba(b)[:, 1]))
