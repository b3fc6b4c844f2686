"""Versions: what a registry says of a job's versions, and of the runs of each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..errors import TrackingError
from . import content
from .store import Store, quiet

ASIDE = {"nb2prod.sweep", "nb2prod.reproduces"}


def find(store: Store, name: str, which: str) -> Any:
    """The version of a number, or the one that an alias stands on.

    Raises
    ------
    TrackingError
        If there is none.
    """
    from mlflow.exceptions import MlflowException

    try:
        with quiet(store.uri):
            if which.isdigit():
                return store.client.get_model_version(name, which)
            return store.client.get_model_version_by_alias(name, which)
    except TrackingError as error:
        if not isinstance(error.__cause__, MlflowException):
            raise
        if error.__cause__.error_code not in ("RESOURCE_DOES_NOT_EXIST", "INVALID_PARAMETER_VALUE"):
            raise
        raise _missing(store, name, which) from None


def _missing(store: Store, name: str, which: str) -> TrackingError:
    with quiet(store.uri):
        known = {v.version: v for v in store.client.search_model_versions(f"name = '{name}'")}
        aliases: Mapping[str, Any] = {}
        if known:
            aliases = store.client.get_registered_model(name).aliases
    if not known:
        return TrackingError(
            f"no job is registered as `{name}`", where=store.shown, hint="Run: nb2prod register"
        )
    words = ", ".join([*(f"@{a}" for a in sorted(aliases)), *map(str, sorted(known, key=int))])
    what = f"version {which}" if which.isdigit() else f"alias @{which}"
    return TrackingError(f"`{name}` has no {what}", where=store.shown, hint=f"There are: {words}.")


def parse(text: str) -> tuple[str, str]:
    """The name and the version or alias in ``models:/NAME@alias`` or ``models:/NAME/3``."""
    match = re.fullmatch(r"(?:models:/)?([^/@]+)(?:[@/]([\w.-]+))?", text)
    return (match[1], match[2] or "") if match else ("", "")


def runs(store: Store, digest: str) -> list[Any]:
    """The finished runs of a content, the newest first.

    The jobs of sweeps, which try other parameters, and repetitions of former runs are left out:
    they do not say how a version does.
    """
    asked = f"tags.`nb2prod.content` = '{digest}' and tags.`nb2prod.kind` = 'run'"
    asked += " and attributes.status = 'FINISHED'"
    newest = ["attributes.start_time DESC"]
    with quiet(store.uri):
        experiments = [e.experiment_id for e in store.client.search_experiments()]
        found = list[Any]()
        token = None
        while True:
            page = store.client.search_runs(
                experiments, asked, order_by=newest, max_results=1000, page_token=token
            )
            found += [run for run in page if not run.data.tags.keys() & ASIDE]
            token = page.token
            if found or not token:
                return found


def metrics(store: Store, version: Any) -> tuple[dict[str, float], str]:
    """The metrics of the newest finished run of a version, and that run; ({}, "") without one."""
    found = runs(store, version.tags.get("nb2prod.content", ""))
    return (dict(found[0].data.metrics), found[0].info.run_id) if found else ({}, "")


def fetch(store: Store, version: Any, out: Path) -> Path:
    """Bring the project that a version was registered from into a folder."""
    import tempfile

    model = str(version.source).removeprefix("models:/")
    with quiet(store.uri), tempfile.TemporaryDirectory(prefix="nb2prod-fetch-") as scratch:
        import mlflow.artifacts

        place = mlflow.artifacts.download_artifacts(
            artifact_uri=_artifacts(store, version, model),
            dst_path=scratch,
            tracking_uri=store.uri,
        )
        project = Path(place) / "artifacts" / "project"
        if not (project / "manifest.json").is_file():
            raise TrackingError(
                f"version {version.version} of `{version.name}` holds no project of nb2prod",
                where=store.shown,
            )
        out.mkdir(parents=True, exist_ok=True)
        content.copy(project, out)
    return out


def _artifacts(store: Store, version: Any, model: str) -> str:
    if model.startswith("m-"):
        return str(store.client.get_logged_model(model).artifact_location)
    return str(store.client.get_model_version_download_uri(version.name, str(version.version)))
