"""Joining: whether what a job logs to MLflow itself can go into its run."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

from ..convert.manifest import Manifest
from ..environment.kernel import probe
from .store import Store

OWN = ("set_experiment", "set_tracking_uri")


def uses(manifest: Manifest) -> bool:
    """Whether a job calls MLflow itself."""
    return any(module.split(".")[0] == "mlflow" for module in manifest.imports)


def obstacle(project: Path, store: Store | None, kernel: str) -> str:
    """Return why the job's own calls of MLflow stay apart; empty when they can join.

    A job that chooses its own experiment or server means it; and a database is of one version of
    MLflow, which the kernel may not have.
    """
    if store is None:
        return "the store does not answer, so what the job logs itself is among its outputs"
    for path in sorted((project / "src").rglob("*.py")):
        text = path.read_text(encoding="utf-8", errors="replace")
        for call in OWN:
            if call in text:
                return f"the job calls MLflow's `{call}`, so what it logs is not in this run"
    if store.uri.startswith("http"):
        return ""
    installed = probe(kernel, ()).installed
    theirs = installed.get("mlflow-skinny") or installed.get("mlflow") or "none"
    ours = metadata.version("mlflow-skinny")
    if theirs.split(".")[:2] != ours.split(".")[:2]:
        return (
            f"the kernel has MLflow {theirs} and nb2prod {ours}, which do not share a database: "
            "what the job logs itself is among its outputs"
        )
    return ""
