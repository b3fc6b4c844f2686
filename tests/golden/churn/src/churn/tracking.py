"""What the job says of its training, for whoever listens.

`nb2prod run` listens, and so does MLflow where MLFLOW_TRACKING_URI or MLFLOW_RUN_ID is set; else
nothing here does anything. What cannot be recorded is told on standard error and never stops the
job. With NB2PROD_TRACKING=off nobody is told.
"""

import json
import logging
import os
import random
import sys
import time
import warnings
from contextlib import contextmanager
from pathlib import Path

_ON = os.environ.get("NB2PROD_TRACKING", "") != "off"
_SPOOL = os.environ.get("NB2PROD_SPOOL", "") if _ON else ""
_MLFLOW = _ON and any(os.environ.get(f"MLFLOW_{name}") for name in ("TRACKING_URI", "RUN_ID"))


def parameters(values):
    """Log the job's parameters, unless the run that this belongs to has them."""
    if _SPOOL or not _MLFLOW or os.environ.get("MLFLOW_RUN_ID"):
        return
    with _guarded("the parameters"):
        import mlflow

        mlflow.log_params({name: str(value) for name, value in values.items()})


def metrics(**values):
    """Log scores by their names."""
    numbers = _numbers(values)
    if _SPOOL:
        _write(kind="metrics", values=numbers)
    elif _MLFLOW and numbers:
        with _guarded("the metrics"):
            import mlflow

            mlflow.log_metrics(numbers)


def trial(settings, **scores):
    """Log one round of a search as a nested run: what was tried, and how it scored."""
    settings = {name: str(value)[:500] for name, value in settings.items()}
    numbers = _numbers(scores)
    if _SPOOL:
        _write(kind="trial", parameters=settings, metrics=numbers)
    elif _MLFLOW:
        with _guarded("a round of the search"):
            import mlflow

            if mlflow.active_run() is None:
                mlflow.start_run()
            with mlflow.start_run(nested=True):
                mlflow.log_params(settings)
                mlflow.log_metrics(numbers)


def model(name, trained, data=None):
    """Log a trained model, with its signature and a few rows as an example."""
    if not _SPOOL and not _MLFLOW:
        return
    with _guarded(f"the model `{name}`"), _same_draws(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import mlflow

        logging.getLogger("mlflow").setLevel(logging.ERROR)
        flavor = _flavor(mlflow, trained)
        more = {"pip_requirements": _requirements(trained)}
        if flavor.__name__ == "mlflow.sklearn":
            more["serialization_format"] = "cloudpickle"  # newer ones ask for another library
        if data is not None:
            example = data[:3]
            predicted = trained.predict(example) if hasattr(trained, "predict") else None
            more["signature"] = mlflow.models.infer_signature(example, predicted)
            more["input_example"] = example
        if _SPOOL:
            folder = Path(_SPOOL, "models", name)
            flavor.save_model(trained, str(folder), **more)
        else:
            flavor.log_model(trained, name=name, **more)


def _flavor(mlflow, trained):
    """The part of MLflow that knows the model's library."""
    names = [kind.__module__.split(".")[0] for kind in type(trained).__mro__]
    known = {"sklearn", "xgboost", "lightgbm", "catboost", "statsmodels", "keras", "tensorflow"}
    known.add("torch")
    found = next((name for name in names if name in known), "")
    if not found:
        raise TypeError(f"{type(trained).__name__} is of no library that MLflow saves by itself")
    kind = {"torch": "pytorch", "keras": "tensorflow"}.get(found, found)
    __import__(f"mlflow.{kind}")
    return getattr(mlflow, kind)


def _requirements(trained):
    """The distributions that loading the model takes, as installed here."""
    from importlib import metadata

    top = {kind.__module__.split(".")[0] for kind in type(trained).__mro__} - {"builtins"}
    owners = metadata.packages_distributions() if sys.version_info >= (3, 10) else {}
    names = {name for module in top for name in owners.get(module, ())}
    names |= {"cloudpickle", "numpy", *(["pandas"] if "pandas" in sys.modules else [])}
    found = []
    for name in sorted(names):
        try:
            found.append(f"{name}=={metadata.version(name)}")
        except metadata.PackageNotFoundError:
            continue
    return found


def _numbers(values):
    found = {}
    for name, value in values.items():
        try:
            found[name] = float(value)
        except (TypeError, ValueError):
            continue  # not a number after all
    return found


def _write(**entry):
    with _guarded("a line"):
        Path(_SPOOL).mkdir(parents=True, exist_ok=True)
        line = json.dumps({**entry, "time": int(time.time() * 1000)})
        with Path(_SPOOL, "lines.jsonl").open("a", encoding="utf-8") as file:
            file.write(line + "\n")


@contextmanager
def _guarded(what):
    try:
        yield
    except Exception as error:
        print(f"tracking: not recorded: {what}: {error}", file=sys.stderr)


@contextmanager
def _same_draws():
    """Leave the random generators as they were: a prediction may draw from them."""
    numpy = sys.modules.get("numpy")
    before = random.getstate(), numpy.random.get_state() if numpy else None
    try:
        yield
    finally:
        random.setstate(before[0])
        if numpy:
            numpy.random.set_state(before[1])
