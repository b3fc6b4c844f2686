"""What each step handed on when the job was proved equal to its notebook, in `golden.json`.

`python tests/golden.py --write` records it anew, after a change that is meant.
"""

import contextlib
import functools
import hashlib
import io
import json
import math
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parent.parent
DATA = Path(os.environ.get("JOB_DATA", PROJECT / ".."))
INPUTS = ["customers.csv"]
SECRETS = ["CRM_CLIENT_PASSWORD"]
GOLDEN = Path(__file__).with_name("golden.json")
RELATIVE = 1e-6  # floats may differ by that much on another machine


def missing() -> str:
    """Why the job cannot run here, or ""."""
    absent = [name for name in INPUTS if not (DATA / name).is_file()]
    if absent:
        return f"no {absent[0]} in {DATA}: set JOB_DATA to the folder with the data"
    unset = [name for name in SECRETS if name not in os.environ]
    return f"{unset[0]} is not set in the environment" if unset else ""


def copy_data(folder: Path) -> Path:
    """Copy the data to a new folder below `folder`, and return where the job is to run."""
    depth = max((Path(name).parts.count("..") for name in INPUTS), default=0)
    place = folder.joinpath(*["in"] * depth)
    place.mkdir(parents=True, exist_ok=True)
    for path in DATA.iterdir():
        project = path.resolve() == PROJECT.resolve() or (path / "manifest.json").exists()
        if path.name.startswith(".") or path.suffix == ".ipynb" or project:
            continue
        (shutil.copytree if path.is_dir() else shutil.copy)(path, place / path.name)
    for name in INPUTS:  # those outside of the folder
        if not (place / name).exists():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(DATA / name, place / name)
    return place


def observe(folder: Path) -> dict[str, Any]:
    """Run the job in `folder`, and return what each step handed on and what was printed."""
    sys.path.insert(0, str(PROJECT / "src"))
    sys.path.insert(1, str(folder))  # modules beside the notebook
    os.environ.setdefault("MPLBACKEND", "Agg")
    from churn import pipeline, steps

    seen: dict[str, Any] = {}
    before, text = Path.cwd(), io.StringIO()
    kept = {name: getattr(steps, name) for name in OUTPUTS}
    for name, names in OUTPUTS.items():
        setattr(steps, name, _watched(kept[name], names, seen))
    os.chdir(folder)
    try:
        with contextlib.redirect_stdout(text):
            pipeline.run()
    finally:
        os.chdir(before)
        for name, step in kept.items():
            setattr(steps, name, step)
    return {"steps": seen, "printed": text.getvalue().splitlines()}


OUTPUTS = {
    "set_up_session": [],
    "load_data": ["df"],
    "clean_data": ["df"],
    "clean_snapshot": ["df", "snapshot"],
    "explore": [],
    "engineer_features": ["df", "features", "categories", "X", "y"],
    "split_train_test": ["scaler", "X_train", "X_test", "y_train", "y_test"],
    "train_baseline_model": [],
    "fit_results": ["results"],
    "tune_hyper_parameters": ["best_params", "grid"],
    "plot_boosting_auc_by": [],
    "train_model": ["features", "X", "X_test", "y_test", "model", "results"],
    "evaluate_table": [],
    "evaluate_proba": ["proba"],
    "plot_what_the_forest": ["names"],
    "save_model": ["df"],
    "push_scores_crm": [],
}


def _watched(
    step: Callable[..., Any], names: list[str], seen: dict[str, Any]
) -> Callable[..., Any]:
    def note(result: Any) -> Any:
        values = result if len(names) > 1 else (result,)
        seen[step.__name__] = {n: summary(v) for n, v in zip(names, values, strict=False)}
        return result

    @functools.wraps(step)
    def call(*arguments: Any) -> Any:
        return note(step(*arguments))

    return call


def summary(value: Any, depth: int = 0) -> Any:
    """What is kept of a value: itself where it is small and plain, else its form and checksums."""
    if value is None or isinstance(value, (bool, int, str)):
        return value if not isinstance(value, str) or len(value) < 200 else _digest(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else repr(value)
    if depth < 3 and isinstance(value, Mapping) and len(value) <= 50:
        return {str(k): summary(v, depth + 1) for k, v in value.items()}
    if depth < 3 and isinstance(value, (list, tuple)) and len(value) <= 50:
        return [summary(v, depth + 1) for v in value]
    kind = type(value).__name__
    if hasattr(value, "columns") and hasattr(value, "iloc"):
        columns = {str(c): _column(value.iloc[:, i]) for i, c in enumerate(value.columns)}
        return {"type": kind, **columns}
    if hasattr(value, "dtype") and hasattr(value, "shape"):
        return {"type": kind, **_column(value)}
    found = {"type": kind}
    if hasattr(value, "get_params") and not isinstance(value, type):
        found["params"] = {k: _plain(v) for k, v in value.get_params().items()}
    inside = getattr(value, "__dict__", None)
    if depth < 3 and isinstance(inside, dict) and not isinstance(value, type):
        # of what a library's estimator has learnt, the public names end with an underscore
        learnt = "params" in found
        names = [n for n in inside if not n.startswith("_") and (n.endswith("_") or not learnt)]
        found["inside"] = {n: summary(inside[n], depth + 1) for n in sorted(names)[:50]}
    return {**found, **({"length": len(value)} if hasattr(value, "__len__") else {})}


def _column(value: Any) -> dict[str, Any]:
    """Type, size and a sum in which each place has a weight of its own."""
    found = {"dtype": str(value.dtype), "shape": list(value.shape)}
    numbers = value.to_numpy() if hasattr(value, "to_numpy") else value
    if getattr(numbers, "dtype", None) is not None and numbers.dtype.kind in "biuf":
        flat = numbers.ravel().astype(float)
        weighted = [v * (i % 97 + 1) for i, v in enumerate(flat.tolist()) if math.isfinite(v)]
        found["finite"] = len(weighted)
        found["sum"] = float(sum(weighted))
    else:
        found["digest"] = _digest([_plain(v) for v in numbers.tolist()])
    return found


def _plain(value: Any) -> str:
    plain = isinstance(value, (bool, int, float, str, type(None)))
    return str(value) if plain else type(value).__name__


def _digest(value: Any) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()[:16]


def differs(wanted: Any, got: Any, path: str = "") -> str:
    """The first place where two summaries differ, or ""."""
    if isinstance(wanted, float) and isinstance(got, (int, float)):
        same = math.isclose(wanted, got, rel_tol=RELATIVE, abs_tol=1e-9)
        return "" if same else f"{path} is {got}, not {wanted}"
    if isinstance(wanted, dict) and isinstance(got, dict) and wanted.keys() == got.keys():
        parts = (differs(wanted[k], got[k], f"{path}.{k}".strip(".")) for k in wanted)
        return next(filter(None, parts), "")
    if isinstance(wanted, list) and isinstance(got, list) and len(wanted) == len(got):
        pairs = enumerate(zip(wanted, got, strict=True))
        parts = (differs(a, b, f"{path}[{i}]") for i, (a, b) in pairs)
        return next(filter(None, parts), "")
    same = type(wanted) is type(got) and wanted == got
    return "" if same else f"{path} is {got!r}, not {wanted!r}"


def write(unstable: set[str]) -> None:
    """Record what the steps hand on now, without the names in `unstable`."""
    with tempfile.TemporaryDirectory() as top:
        found = observe(copy_data(Path(top)))
    for step, values in found["steps"].items():
        found["steps"][step] = {n: v for n, v in values.items() if n not in unstable}
    if "printed" in unstable:
        del found["printed"]
    GOLDEN.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__" and "--write" in sys.argv:
    write(set(sys.argv[2:]))
