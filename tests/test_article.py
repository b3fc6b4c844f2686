"""The article's failures, where they are visible in code: each is found, and its repair is not.

From the table of the sources (rules.md, part 1.2), B1 to B12. Written anew.
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
    spec = importlib.util.spec_from_file_location("article_sample", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["article_sample"] = module
    spec.loader.exec_module(module)
    return module.load


load = _load()

TRAIN = """
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
X_train, X_test, y_train, y_test = train_test_split(
    data[["calls", "months"]], data["left"], random_state=0
)
model = LogisticRegression().fit(X_train, y_train)
score = model.score(X_test, y_test)
print(score)
"""
DATA = 'import pandas as pd\ndata = pd.read_csv("customers.csv")\n'

# name: (the code that must be found, the failure, its repair)
FAILURES = {
    "B1 the same model on other data": (
        "DATA602",
        'import pandas as pd\ndata = pd.read_parquet("s3://company/churn/latest.parquet")\n'
        + TRAIN,
        "import pandas as pd\n"
        'data = pd.read_parquet("s3://company/churn/customers.parquet?versionId=3sL4kqtJlcpXro")\n'
        + TRAIN,
    ),
    "B2 nobody knows which features": (
        "ENV106",
        "import joblib\nfrom features import build\ndata = build()\n"
        + TRAIN
        + 'joblib.dump(model, "churn.joblib")\n',
        "import mlflow\nfrom features import build\ndata = build()\n"
        "with mlflow.start_run():\n"
        "    mlflow.autolog()\n" + TRAIN.replace("\n", "\n    ").rstrip() + "\n"
        '    mlflow.sklearn.log_model(model, name="churn")\n',
    ),
    "B3 no way back": (
        "TRK205",
        DATA + TRAIN + 'import joblib\njoblib.dump(model, "model_final.pkl")\n',
        DATA
        + "import mlflow\nwith mlflow.start_run() as run:\n"
        + TRAIN.replace("\n", "\n    ").rstrip()
        + '\n    import joblib\n    joblib.dump(model, f"models/{run.info.run_id}/model.pkl")\n',
    ),
    "B4 runs differ": (
        "ENV104",
        DATA + TRAIN.replace(", random_state=0", ""),
        DATA + TRAIN,
    ),
    "B4 any container": (
        "ENV108",
        "# %% [file requirements.txt]\npandas==2.2.3\n# %% [file Dockerfile]\nFROM pytorch/pytorch\nCOPY . /app\n# %%\n"
        + DATA
        + TRAIN,
        "# %% [file Dockerfile]\nFROM pytorch/pytorch:2.6.0-cuda12.4-cudnn9-runtime\nCOPY . /app\n# %%\n"
        + DATA
        + TRAIN,
    ),
    "B5 a score on rows the model has seen": (
        "LEAK706",
        DATA
        + "from sklearn.linear_model import LogisticRegression\n"
        + 'X, y = data[["calls", "months"]], data["left"]\n'
        + "model = LogisticRegression().fit(X, y)\nprint(model.score(X, y))\n",
        DATA + TRAIN,
    ),
    "B6 data outside versioning": (
        "DATA601",
        "# %% [file pyproject.toml]\n[project]\nname = 'churn'\n# %%\n" + DATA + TRAIN,
        "# %% [file pyproject.toml]\n[project]\nname = 'churn'\n# %% [file customers.csv.dvc]\n"
        "outs:\n- md5: 0\n  path: customers.csv\n# %%\n" + DATA + TRAIN,
    ),
    "B7 one long flow": (
        "PIPE901",
        DATA
        + "# %%\ndata = data.dropna()\ndata['months'] = data['months'].clip(0, 120)\n"
        + "# %%\ndata['rate'] = data['calls'] / data['months']\n# %%\n"
        + TRAIN
        + '# %%\nimport joblib\njoblib.dump(model, "churn.joblib")\n',
        DATA
        + "\ndef clean(data):\n    data = data.dropna()\n    return data[data['months'] > 0]\n\n"
        + "def train(data):\n"
        + TRAIN.replace("\n", "\n    ").rstrip()
        + "\n    return model\n\nmodel = train(clean(data))\n",
    ),
    "B8 deployed whatever the score": (
        "DEP405",
        DATA + TRAIN + 'import mlflow\nmlflow.register_model("runs:/1234/model", "churn")\n',
        DATA
        + TRAIN
        + "import mlflow\nif score < 0.8:\n    raise SystemExit('too weak')\n"
        + 'mlflow.register_model("runs:/1234/model", "churn")\n',
    ),
    "B9 works on my computer": (
        "ENV101",
        "!pip install xgboost\n",
        "%pip install xgboost==2.1.1\n",
    ),
    "B10 only metrics are kept": (
        "TRK204",
        DATA
        + "import mlflow\nfrom sklearn.svm import SVC\nwith mlflow.start_run():\n"
        + "    model = SVC(C=3.0, kernel='poly').fit(data[['calls']], data['left'])\n"
        + "    mlflow.log_metric('score', model.score(data[['calls']], data['left']))\n",
        DATA
        + "import mlflow\nfrom sklearn.svm import SVC\nwith mlflow.start_run():\n"
        + "    model = SVC(C=3.0, kernel='poly').fit(data[['calls']], data['left'])\n"
        + "    mlflow.log_params(model.get_params())\n"
        + "    mlflow.log_metric('score', model.score(data[['calls']], data['left']))\n",
    ),
    "B11 monitoring asks only whether it is up": (
        "DEP406",
        "import joblib\nfrom flask import Flask, jsonify, request\n"
        "model = joblib.load('churn.joblib')\napp = Flask('churn')\n\n"
        "@app.route('/health')\ndef health():\n    return 'ok'\n\n"
        "@app.route('/predict', methods=['POST'])\ndef predict():\n"
        "    return jsonify(model.predict([request.json['row']]).tolist())\n\napp.run()\n",
        "import logging\nimport joblib\nfrom flask import Flask, jsonify, request\n"
        "model = joblib.load('churn.joblib')\napp = Flask('churn')\n\n"
        "@app.route('/health')\ndef health():\n    return 'ok'\n\n"
        "@app.route('/predict', methods=['POST'])\ndef predict():\n"
        "    answer = model.predict([request.json['row']]).tolist()\n"
        "    logging.info('input %s prediction %s', request.json, answer)\n"
        "    return jsonify(answer)\n\napp.run()\n",
    ),
    "B12 the source is patched in place": (
        "DATA604",
        DATA + "data = data[data['months'] > 0]\ndata.to_csv('customers.csv', index=False)\n",
        DATA + "data = data[data['months'] > 0]\ndata.to_csv('customers_clean.csv', index=False)\n",
    ),
}


def codes(text: str, folder: Path) -> set[str]:
    sample = load(text, folder)
    found = lint(sample.notebook, Config(), sample.surroundings)
    return {f.code for f in found if f.confidence >= 0.7}


@pytest.mark.parametrize("name", FAILURES)
def test_the_failure_is_found(name: str, tmp_path: Path) -> None:
    code, bad, _ = FAILURES[name]
    assert code in codes(bad, tmp_path)


@pytest.mark.parametrize("name", FAILURES)
def test_its_repair_is_not(name: str, tmp_path: Path) -> None:
    code, _, good = FAILURES[name]
    assert code not in codes(good, tmp_path)
