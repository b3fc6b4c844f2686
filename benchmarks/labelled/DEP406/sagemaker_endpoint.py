# finds: DEP406
# %%
import sagemaker
from sagemaker.sklearn import SKLearn
# %%
role = sagemaker.get_execution_role()
sk = SKLearn(
    entry_point="train_rf.py",
    framework_version="1.2-1",
    instance_type="ml.m5.large",
    role=role,
    hyperparameters={"n_estimators": 300},
)
sk.fit({"train": "s3://acme-ml/2024-05-01/train/"})
# %%
metrics = {m["MetricName"]: m["Value"] for m in sk.latest_training_job.describe()["FinalMetricDataList"]}
print(metrics)
if metrics["auc"] > 0.8:
    predictor = sk.deploy(initial_instance_count=1, instance_type="ml.m5.large")  # <-- DEP406
