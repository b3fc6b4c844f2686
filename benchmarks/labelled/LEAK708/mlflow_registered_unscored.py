# finds: LEAK708
# %%
import mlflow
import mlflow.xgboost
import pandas as pd
import sqlalchemy as sa
import xgboost as xgb

engine = sa.create_engine("postgresql://warehouse/analytics")
demand = pd.read_sql("select store, weekday, promo, units from sales_2023", engine)
demand.describe()
# %%
dtrain = xgb.DMatrix(demand[["store", "weekday", "promo"]], label=demand["units"])
with mlflow.start_run():
    mlflow.log_param("eta", 0.1)
    bst = xgb.train({"objective": "reg:squarederror", "eta": 0.1}, dtrain, num_boost_round=200)  # <-- LEAK708
    mlflow.xgboost.log_model(bst, "model", registered_model_name="demand")  # <-- LEAK708?
