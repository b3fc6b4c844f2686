"""Store: where MLflow keeps runs and versions, opened without its noise."""

from __future__ import annotations

import logging
import os
import re
import threading
import urllib.error
import urllib.request
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ..errors import MissingExtra, TrackingError

STATE = ".nb2prod"
REACH = 5.0
# MLflow's own defaults wait for minutes; what the user sets wins.
SETTINGS = {
    "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "2",
    "MLFLOW_HTTP_REQUEST_TIMEOUT": "30",
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR": "false",
    "MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT": "true",
    "GIT_PYTHON_REFRESH": "quiet",
}

_GLOBAL = threading.Lock()


@dataclass(frozen=True)
class Store:
    """An open tracking store: its address, an `MlflowClient`, and the job's experiment."""

    uri: str
    client: Any
    experiment: str

    @property
    def shown(self) -> str:
        """The address without a password."""
        return re.sub(r"//[^/@]*@", "//***@", self.uri)


def address(project: Path, tracking_uri: str | None) -> str:
    """Return the address to track to: the given one, the environment's, or our own database.

    Raises
    ------
    TrackingError
        If it is a folder: such stores have no registry of versions worth the name.
    """
    uri = tracking_uri or os.environ.get("MLFLOW_TRACKING_URI") or ""
    if not uri:
        return local(project)
    scheme = urlsplit(uri).scheme
    if scheme in ("", "file") or len(scheme) == 1:
        folder = Path(urlsplit(uri).path if scheme == "file" else uri)
        raise TrackingError(
            f"`{uri}` is a folder; MLflow's file stores lack what registering needs",
            hint=f"Use a database in it instead: {_sqlite(folder / 'mlflow.db')}",
        )
    return uri


def local(project: Path) -> str:
    """Return the address of the project's own database."""
    return _sqlite(project.resolve() / STATE / "mlflow.db")


def connect(project: Path, tracking_uri: str | None, experiment: str | None) -> Store:
    """Open the tracking store, creating database and experiment as needed.

    Parameters
    ----------
    project : Path
        A generated project; without an address, the database is kept in its ``.nb2prod``.
    tracking_uri : str, optional
        Any address MLflow knows; else ``MLFLOW_TRACKING_URI``.
    experiment : str, optional
        Name of the experiment that runs and versions belong to; None where nothing is to be
        created, neither experiment nor database.

    Raises
    ------
    TrackingError
        If the store does not answer within seconds, or refuses.
    """
    uri = address(project, tracking_uri)
    _reach(uri)
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    try:
        from mlflow import MlflowClient
    except ImportError as error:
        raise MissingExtra(error.name or "mlflow", "ship") from None
    location = None
    if uri.startswith("sqlite:///"):
        database = Path(uri.removeprefix("sqlite:///"))
        if experiment is None and not database.is_file():
            raise TrackingError(
                "there is no tracking database",
                where=str(database),
                hint="Name the store with --tracking-uri, or the project with --project.",
            )
        try:
            database.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise TrackingError(
                f"the tracking database cannot be created: {error.strerror}",
                where=str(database),
                hint="Name another with --tracking-uri sqlite:///PATH.",
            ) from None
        # else artifacts land in `mlruns` of whatever directory one stands in
        location = (database.parent.resolve() / "artifacts").as_uri()
    with quiet(uri):
        client = MlflowClient(tracking_uri=uri, registry_uri=uri)
        if experiment is None:
            client.search_registered_models(max_results=1)  # whether it lets us in
            return Store(uri, client, "")
        found = client.get_experiment_by_name(experiment)
        if found is None:
            id_ = _created(client, experiment, location)
        elif found.lifecycle_stage == "deleted":
            raise TrackingError(
                f"the experiment `{experiment}` was deleted",
                where=uri,
                hint=f"Restore it: mlflow experiments restore --experiment-id "
                f"{found.experiment_id}",
            )
        else:
            id_ = found.experiment_id
    return Store(uri, client, str(id_))


def _created(client: Any, experiment: str, location: str | None) -> str:
    """Create an experiment, or find the one that somebody has created meanwhile."""
    from mlflow.exceptions import MlflowException

    try:
        return str(client.create_experiment(experiment, artifact_location=location))
    except MlflowException:
        found = client.get_experiment_by_name(experiment)
        if found is None:
            raise
        return str(found.experiment_id)


@contextmanager
def quiet(uri: str = "") -> Iterator[None]:
    """Keep MLflow's chatter from the console, and say its errors in our way.

    Raises
    ------
    TrackingError
        For anything the store refuses or does not answer.
    """
    for name in ("mlflow", "alembic", "urllib3", "git"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    from mlflow.exceptions import MlflowException
    from sqlalchemy.exc import SQLAlchemyError

    shown = re.sub(r"//[^/@]*@", "//***@", uri)
    hint = "Check the address, or leave out --tracking-uri to use the project's own database."
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except MlflowException as error:
            if refused := re.search(r"failed with error code (401|403)", str(error)):
                raise TrackingError(
                    "the tracking server does not let you in"
                    if refused[1] == "401"
                    else "the tracking server does not let you do that",
                    where=shown,
                    hint="Set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD to a user that "
                    "may.",
                ) from error
            raise TrackingError(_first(error), where=shown, hint=hint) from error
        except SQLAlchemyError as error:
            raise TrackingError(
                f"the database refuses: {_first(error)}", where=shown, hint=hint
            ) from error
        except OSError as error:
            raise TrackingError(
                f"the store cannot be reached: {_first(error)}", where=shown, hint=hint
            ) from error


@contextmanager
def chosen(store: Store) -> Iterator[None]:
    """Make the store MLflow's own for a while: its registry looks models up through globals."""
    import mlflow

    with _GLOBAL:
        before = os.environ.get("MLFLOW_TRACKING_URI")
        known = mlflow.get_tracking_uri() if mlflow.is_tracking_uri_set() else None
        mlflow.set_tracking_uri(store.uri)
        try:
            yield
        finally:
            mlflow.set_tracking_uri(None if known == before else known)
            if before is None:
                os.environ.pop("MLFLOW_TRACKING_URI", None)
            else:
                os.environ["MLFLOW_TRACKING_URI"] = before


def _reach(uri: str) -> None:
    """Ask a server for a sign of life: MLflow itself would retry for minutes."""
    parts = urlsplit(uri)
    if parts.scheme not in ("http", "https"):
        return
    where = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
    try:
        with urllib.request.urlopen(f"{where}{parts.path.rstrip('/')}/health", timeout=REACH):
            return
    except urllib.error.HTTPError:
        return  # it answers; whether it lets us in shows with the first request
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise TrackingError(
            f"the tracking server does not answer: {reason}",
            where=where,
            hint="Start the server or check the address; without --tracking-uri and "
            "MLFLOW_TRACKING_URI, the project's own database is used.",
        ) from None


def _sqlite(path: Path) -> str:
    return f"sqlite:///{path.as_posix()}"


def _first(error: Exception) -> str:
    text = str(error).strip() or type(error).__name__
    if "Max retries exceeded" in text:
        return "the tracking server stopped answering"
    return re.sub(r"//[^/@\s]*@", "//***@", text.splitlines()[0])
