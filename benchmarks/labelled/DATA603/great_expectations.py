# silent: DATA603
# %%
import great_expectations as gx
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
# %%
orders = pd.read_csv("orders.csv")
ge_orders = gx.from_pandas(orders)
ge_orders.expect_column_values_to_not_be_null("amount")
ge_orders.expect_column_values_to_be_between("amount", 0, 20000)
res = ge_orders.validate()
assert res.success, res
# %%
hgb = HistGradientBoostingClassifier(random_state=0)
hgb.fit(orders[["amount", "items"]][:5000], orders["returned"][:5000])
print(hgb.score(orders[["amount", "items"]][5000:], orders["returned"][5000:]))
