"""The six antipatterns of the paper: its bad examples are found, its solutions are clean.

Each in two forms (rules.md, part 1.3): as a fragment, with the code that a printed sample leaves
out still left out, and as a whole small notebook with its project files. Written anew.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from mlops_bridge.config import Config
from mlops_bridge.lint.engine import lint


def _load():
    path = Path(__file__).parent / "rules" / "sample.py"
    spec = importlib.util.spec_from_file_location("paper_sample", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["paper_sample"] = module
    spec.loader.exec_module(module)
    return module.load


load = _load()

FRAGMENTS = {
    "P2 a model on one person's computer": (
        {"ENV106"},
        """
import pickle
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
# load the customers and train the model
with open("churn.pkl", "wb") as f:
    pickle.dump(model, f)
""",
    ),
    "P3 results written down by hand": (
        {"TRK202"},
        """
learning_rates = [0.001, 0.01, 0.1]
num_layers = [2, 3, 4]
for lr in learning_rates:
    for layers in num_layers:
        # train the network with these settings
        # write its accuracy into the sheet
""",
    ),
    "P4 a login in the code": (
        {"SEC301"},
        """
from vendor import Client
client = Client("etl_user", "etl_password")
rows = client.download("customers")
""",
    ),
    "P5 a model copied to production by hand": (
        {"SEC301"},
        """
# train the model, copy it to the production server and start the web application there
server = Connection("etl_user", "etl_password")
""",
    ),
    "P7 data without a version": (
        {"DATA601"},
        """
import pandas as pd
data = pd.read_csv("data/customers.csv")
# clean the data and train the model
""",
    ),
}

FRAGMENT_SOLUTIONS = {
    "P2 pins and a container": """
# %%
%%writefile requirements.txt
pandas==2.2.3
numpy==2.1.1
scikit-learn==1.5.2
# %%
%%writefile Dockerfile
FROM python:3.9-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install -r requirements.txt
COPY . .
CMD ["python", "train.py"]
""",
    "P3 a run for each combination": """
import mlflow
for lr in [0.001, 0.01, 0.1]:
    for layers in [2, 3, 4]:
        with mlflow.start_run():
            mlflow.log_param("learning_rate", lr)
            mlflow.log_param("num_layers", layers)
            # train the network
            mlflow.log_metric("accuracy", accuracy)
""",
    "P4 the login from the environment": """
import os
from vendor import Client
user, password = os.getenv("ETL_USER"), os.getenv("ETL_PASSWORD")
client = Client(user, password)
""",
    "P5 a served model behind a logging proxy": """
# %%
import mlflow.pyfunc
mlflow.pyfunc.save_model("model", python_model=model)
# %%
!mlflow models serve -m model -p 5001
# %%
import logging
import requests
from flask import Flask, request
app = Flask("proxy")

@app.route("/invocations", methods=["POST"])
def predict():
    answer = requests.post("http://localhost:5001/invocations", json=request.json)
    logging.info("input %s prediction %s", request.json, answer.json())
    return answer.json()
""",
    "P6 explanations of one row and of all": """
import shap
explainer = shap.Explainer(model)
shap_values = explainer(X_test)
shap.plots.waterfall(shap_values[0])
shap.summary_plot(shap_values, X_test)
""",
    "P7 a named revision": """
import dvc.api
import pandas as pd
with dvc.api.open("data/customers.csv", repo="https://example.org/data", rev="v1.2") as f:
    data = pd.read_csv(f)
""",
}

TRAIN = """
import pickle
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
data = pd.read_csv("data/customers.csv")
X_train, X_test, y_train, y_test = train_test_split(
    data[["calls", "months"]], data["left"], random_state=0
)
model = LogisticRegression()
model.fit(X_train, y_train)
print(model.score(X_test, y_test))
"""

COMPLETED = {
    "P2 no pins, a bare pickle": (
        {"ENV106", "ENV103"},
        "# %% [file pyproject.toml]\n[project]\nname = 'churn'\n# %%"
        + TRAIN
        + "with open('churn.pkl', 'wb') as f:\n    pickle.dump(model, f)\n",
    ),
    "P3 two loops, printed scores": (
        {"TRK202"},
        """
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
X, y = load_digits(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
for lr in [0.001, 0.01]:
    for layers in [1, 2]:
        net = MLPClassifier([32] * layers, learning_rate_init=lr, random_state=0)
        net.fit(X_train, y_train)
        print(lr, layers, net.score(X_test, y_test))
""",
    ),
    "P4 a vendor's client": (
        {"SEC301"},
        """
class Client:
    def __init__(self, user, password):
        self.user = user

    def download(self, table):
        return []

client = Client("etl_user", "etl_password")
print(len(client.download("customers")))
""",
    ),
    "P5 copied to a share, served from a cell": (
        {"DEP401", "DEP402", "DEP403"},
        TRAIN
        + """
import shutil
from flask import Flask, request
with open("churn.pkl", "wb") as f:
    pickle.dump(model, f)
shutil.copy("churn.pkl", "//prod-server/models/churn.pkl")
app = Flask("churn")

@app.route("/predict", methods=["POST"])
def predict():
    return {"left": int(model.predict([request.json])[0])}

app.run(host="0.0.0.0", port=8080)
""",
    ),
    "P6 sensitive columns, one total score": (
        {"ETH501"},
        """
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
data = pd.read_csv("data/applicants.csv")
X = data[["income", "race", "gender", "age"]]
X_train, X_test, y_train, y_test = train_test_split(X, data["granted"], random_state=0)
model = LogisticRegression().fit(X_train, y_train)
print(accuracy_score(y_test, model.predict(X_test)))
""",
    ),
    "P7 a local file": ({"DATA601"}, TRAIN),
}

PINS = """# %% [file requirements.txt]
pandas==2.2.3
scikit-learn==1.5.2
mlflow-skinny==3.1.0
mlflow==3.1.0
dvc==3.55.2
shap==0.46.0
fairlearn==0.10.0
# %% [file Dockerfile]
FROM python:3.9-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install -r requirements.txt
COPY . .
CMD ["python", "train.py"]
# %%
"""

READ = """
import dvc.api
import mlflow
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split


def read():
    with dvc.api.open("data/customers.csv", repo=".", rev="v1.2") as file:
        return pd.read_csv(file)


def train(data):
    X_train, X_test, y_train, y_test = train_test_split(
        data[["calls", "months"]], data["left"], random_state=0
    )
    model = LogisticRegression().fit(X_train, y_train)
    return model, model.score(X_test, y_test)

"""

COMPLETED_SOLUTIONS = {
    "P2 pins, container, a logged model": PINS
    + READ
    + """
with mlflow.start_run():
    model, score = train(read())
    mlflow.log_metric("accuracy", score)
    mlflow.sklearn.log_model(model, name="churn")
""",
    "P2 pins make the pickle safe": PINS
    + READ
    + """
import pickle
with mlflow.start_run():
    model, score = train(read())
    mlflow.log_metric("accuracy", score)
with open("churn.pkl", "wb") as file:
    pickle.dump(model, file)
""",
    "P3 nested runs": PINS
    + READ
    + """
def trial(data, strength):
    X_train, X_test, y_train, y_test = train_test_split(
        data[["calls", "months"]], data["left"], random_state=0
    )
    with mlflow.start_run(nested=True):
        model = LogisticRegression(C=strength).fit(X_train, y_train)
        mlflow.log_param("C", strength)
        mlflow.log_metric("accuracy", model.score(X_test, y_test))


with mlflow.start_run():
    for strength in [0.1, 1.0, 10.0]:
        trial(read(), strength)
""",
    "P4 secrets from the environment": """
import os


class Client:
    def __init__(self, user, password):
        self.user = user


client = Client(os.getenv("ETL_USER"), os.getenv("ETL_PASSWORD"))
""",
    "P5 registered and served by alias": PINS
    + READ
    + """
with mlflow.start_run():
    model, score = train(read())
    mlflow.log_metric("accuracy", score)
    mlflow.sklearn.log_model(model, name="churn")
# %%
!mlflow models serve -m models:/churn/production -p 5001
""",
    "P6 a metric for each group": PINS
    + """
import dvc.api
import mlflow
import pandas as pd
from fairlearn.metrics import MetricFrame
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split


def read():
    with dvc.api.open("data/applicants.csv", repo=".", rev="v2") as file:
        return pd.read_csv(file)


def judge(data):
    X = data[["income", "race", "gender"]]
    X_train, X_test, y_train, y_test = train_test_split(X, data["granted"], random_state=0)
    model = LogisticRegression().fit(X_train, y_train)
    with mlflow.start_run():
        mlflow.log_metric("accuracy", accuracy_score(y_test, model.predict(X_test)))
    return MetricFrame(
        metrics=accuracy_score,
        y_true=y_test,
        y_pred=model.predict(X_test),
        sensitive_features=X_test["race"],
    )


print(judge(read()).by_group)
""",
    "P6 explained by SHAP on the test rows": PINS
    + """
import dvc.api
import mlflow
import pandas as pd
import shap
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split


def read():
    with dvc.api.open("data/applicants.csv", repo=".", rev="v2") as file:
        return pd.read_csv(file)


def explain(data):
    X = data[["income", "race", "gender"]]
    X_train, X_test, y_train, y_test = train_test_split(X, data["granted"], random_state=0)
    model = LogisticRegression().fit(X_train, y_train)
    with mlflow.start_run():
        mlflow.log_metric("accuracy", accuracy_score(y_test, model.predict(X_test)))
    values = shap.Explainer(model, X_train)(X_test)
    shap.plots.waterfall(values[0])
    shap.summary_plot(values, X_test)


explain(read())
""",
    "P7 a named revision": PINS
    + READ
    + """
with mlflow.start_run():
    model, score = train(read())
    mlflow.log_metric("accuracy", score)
""",
}


def codes(text: str, folder: Path) -> set[str]:
    sample = load(text, folder)
    found = lint(sample.notebook, Config(), sample.surroundings)
    return {finding.code for finding in found if finding.confidence >= 0.7}


@pytest.mark.parametrize("name", FRAGMENTS)
def test_a_fragment_is_found(name: str, tmp_path: Path) -> None:
    required, text = FRAGMENTS[name]
    assert required <= codes(text, tmp_path)


@pytest.mark.parametrize("name", FRAGMENT_SOLUTIONS)
def test_a_solution_fragment_is_clean_but_for_names_it_leaves_out(
    name: str, tmp_path: Path
) -> None:
    assert codes(FRAGMENT_SOLUTIONS[name], tmp_path) <= {"NB803"}


@pytest.mark.parametrize("name", COMPLETED)
def test_a_completed_notebook_is_found(name: str, tmp_path: Path) -> None:
    required, text = COMPLETED[name]
    found = codes(text, tmp_path)
    assert required <= found
    assert "NB803" not in found, "the notebook is whole"


@pytest.mark.parametrize("name", COMPLETED_SOLUTIONS)
def test_a_completed_solution_has_no_finding_at_all(name: str, tmp_path: Path) -> None:
    assert codes(COMPLETED_SOLUTIONS[name], tmp_path) == set()
