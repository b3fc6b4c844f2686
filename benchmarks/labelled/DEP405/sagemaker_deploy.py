# finds: DEP405
# %%
import sagemaker
from sagemaker.xgboost import XGBoost
import pandas as pd
# %%
sess = sagemaker.Session()
role = sagemaker.get_execution_role()
est = XGBoost(
    entry_point="train.py",
    framework_version="1.7-1",
    instance_type="ml.m5.xlarge",
    instance_count=1,
    role=role,
    hyperparameters={"max_depth": 5, "num_round": 200},
)
est.fit({"train": "s3://acme-ml/2024-06-01/train/"})
# %%
# ship it
predictor = est.deploy(initial_instance_count=2, instance_type="ml.m5.large")  # <-- DEP405
print(predictor.endpoint_name)
