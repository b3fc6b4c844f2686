"""A notebook job as a model of MLflow: each row of the input is one run of the job.

MLflow executes this file from the registered version; it needs papermill, the job's own
requirements, and nothing of nb2prod. `NB2PROD_DATA` names the folder with the job's data.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import mlflow
import pandas

WANTED = ["code", "error", "notebook", "output"]


class NotebookJob(mlflow.pyfunc.PythonModel):  # type: ignore[misc,unused-ignore]
    """Runs the job notebook by papermill with the parameters of each row."""

    def load_context(self, context: Any) -> None:
        self.project = Path(context.artifacts["project"]).resolve()
        self.config = dict(context.model_config or {})

    def predict(
        self, context: Any, model_input: pandas.DataFrame, params: dict[str, Any] | None = None
    ) -> pandas.DataFrame:
        """Run the job once for each row; columns that are missing or empty keep their default."""
        rows = json.loads(model_input.to_json(orient="records", date_format="iso")) or [{}]
        return pandas.DataFrame([self.run({**(params or {}), **row}) for row in rows])[WANTED]

    def run(self, values: dict[str, Any]) -> dict[str, Any]:
        """Run the job once; `code` is 0 when every cell ran."""
        structured = set(self.config.get("structured", ()))
        values = {
            name: json.loads(value) if name in structured and isinstance(value, str) else value
            for name, value in values.items()
            if value is not None
        }
        out = Path(tempfile.mkdtemp(prefix=f"{self.config['job']}-")) / "job.ipynb"
        given = out.with_name("parameters.json")
        given.write_text(json.dumps(values), encoding="utf-8")
        data = os.environ.get("NB2PROD_DATA", ".")
        if self.config.get("execute") == "module":
            command = [sys.executable, "-m", self.config["job"]]
            for name, value in values.items():
                command += [self.config["options"][name], _argument(value)]
        else:
            kernel = self.config.get("kernel", "python3")
            command = [sys.executable, "-m", "papermill", "--no-progress-bar", "-k", kernel]
            command += ["--cwd", data, "-f", str(given)]
            command += [str(self.project / "notebooks" / "job.ipynb"), str(out)]
        variables = {"PYTHONPATH": str(self.project / "src"), "MPLBACKEND": "Agg"}
        done = subprocess.run(
            command,
            cwd=data,
            env={**os.environ, **variables, "PYTHONHASHSEED": "0"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        last = (done.stderr.strip().splitlines() or [""])[-1]
        return {
            "code": done.returncode,
            "error": last if done.returncode else "",
            "notebook": str(out) if out.exists() else "",
            "output": done.stdout,
        }


def _argument(value: Any) -> str:
    return value if isinstance(value, str) else repr(value)


mlflow.models.set_model(NotebookJob())
