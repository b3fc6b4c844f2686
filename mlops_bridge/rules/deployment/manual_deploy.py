"""Deployment by copying.

A model file is copied to a production folder or to another machine by hand. There is no record
of what runs there, no test before and no way back. Register the model and let a pipeline roll
it out by alias.

Source: the paper's part on ad hoc deployment and monitoring.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "DEP403", "warning"
BAD = [
    """
import shutil
shutil.copy("churn.pkl", "//prod-server/models/churn.pkl")  # <--
""",
    """
!scp model.joblib deploy@scoring.example.org:/srv/models/  # <--
!aws s3 cp model.onnx s3://company-production/models/  # <--
""",
    """
import os
import joblib
from sklearn.svm import SVC
joblib.dump(SVC().fit(X, y), "scores.bin.v2")
# %%
os.replace("scores.bin.v2", "/srv/serving/scores")  # <--
""",
    """
import subprocess
subprocess.run(["rsync", "model.pt", "ops@live-1.example.org:/srv/"])  # <--
""",
    """
import boto3
s3 = boto3.client("s3")
s3.upload_file("forest.joblib", "company-prod-models", "churn/forest.joblib")  # <--
""",
    """
import paramiko
connection = paramiko.SSHClient()
sftp = connection.open_sftp()
sftp.put("scoring.pkl", "/opt/app/scoring.pkl")  # <--
""",
    """
import shutil
from pathlib import Path
LIVE = Path("/srv/live")
shutil.copytree("saved_model", LIVE / "saved_model")  # <--
!kubectl cp net.onnx serving-0:/models/net.onnx  # <--
""",
]
GOOD = [
    """
import mlflow
mlflow.register_model("runs:/1234/model", "churn")
""",
    """
import shutil
shutil.copy("model.pkl", "backup/prod-model.pkl")
shutil.copy("model.pkl", "models/model_v2.pkl")
shutil.copy("report.html", "//prod-server/pages/report.html")
""",
    """
!dvc push
!cp model.pkl old/
product = "production"
""",
    """
import queue
import shutil
jobs = queue.Queue()
jobs.put("model.pkl")
shutil.copy("prices.zip", "/data/production/prices.zip")
shutil.copytree("pages", "/srv/live/pages")
""",
    """
import boto3
s3 = boto3.client("s3")
s3.upload_file("model.joblib", "experiments", "2024/model.joblib")
s3.download_file("company-prod-models", "model.joblib", "model.joblib")
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    for deploy in facts.deploys:
        yield facts.finding(
            deploy.place,
            f"a model file is copied to `{deploy.target}` by hand: register it and deploy by alias",
        )
