"""Version: a job in MLflow's registry, named, numbered and aliased."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ..convert.manifest import Manifest, load
from ..convert.parameters import Parameter
from ..environment.lock import pinned
from ..errors import ProjectError, TrackingError
from ..progress import Event, Report, silent
from . import content, datasets, lineage, overrides, sources
from .datasets import Dataset
from .store import Store, chosen, connect, quiet

MODEL = Path(__file__).with_name("job_model.py")
RUNNER = ("papermill", "ipykernel", "pandas")


@dataclass(frozen=True)
class Version:
    """A registered version; `created` is False when the same content was there already."""

    name: str
    version: str
    alias: str
    uri: str
    run_id: str
    created: bool
    tracking_uri: str


def register(
    project: Path,
    *,
    name: str | None = None,
    tracking_uri: str | None = None,
    alias: str = "candidate",
    image: str | None = None,
    execute: Literal["papermill", "module"] = "papermill",
    data: Path | None = None,
    report: Report = silent,
) -> Version:
    """Register a project as a version of a job, with an alias on it.

    The version is a model made from code that runs the job notebook by papermill, signed with
    the job's parameters. The same content is registered once.

    Parameters
    ----------
    project : Path
        A generated project.
    name : str, optional
        Name of the registered job; the package's when None.
    tracking_uri : str, optional
        Where to register; see `store.address`.
    alias : str
        Moved to the version, also when it was registered before.
    image : str, optional
        Id or digest of the image built from the project, kept as a tag; None takes the one that
        `build` made of this content.
    execute : str
        What a prediction runs: the job notebook by papermill, or the package's command line.
    data : Path, optional
        The folder with the job's data, whose digests are kept; the notebook's own when None.

    Raises
    ------
    ProjectError
        If `project` is not a generated project, or lacks its job notebook.
    TrackingError
        If the store is not reachable or refuses.
    """
    manifest = load(project)
    name = name or manifest.name
    if not (project / content.JOB).is_file():
        raise ProjectError(
            "the job notebook is missing",
            where=str(project / content.JOB),
            hint="Convert the notebook again with `nb2prod convert`.",
        )
    if execute == "module" and manifest.rung == "notebook":
        raise ProjectError(
            "the notebook itself is the job, so that there is no module to execute",
            where=str(project),
            hint="Leave out --execute module.",
        )
    digest = content.digest(project, manifest)
    project = project.resolve()
    folder = data or (project / manifest.notebook).resolve().parent
    inputs = datasets.files(datasets.paths(manifest, {}, folder), folder)
    inputs = datasets.with_pinned(inputs, project, manifest, {}, folder)
    inputs = (*inputs, *sources.datasets(project, manifest, {}, manifest.kernel))
    report(Event("register", "opening the tracking store"))
    store = connect(project, tracking_uri, manifest.name)
    facts = _facts(project, manifest, digest, inputs, image)
    with quiet(store.uri):
        found, created = _versions(store, name, digest), False
        if not found:
            report(Event("register", f"writing a new version of `{name}`"))
            made = _create(project, manifest, store, name, facts, execute, report)
            found = _versions(store, name, digest)
            created = int(found[0].version) == made
            if not created:  # somebody registered the same at the same time: the first one stays
                store.client.delete_model_version(name, str(made))
        version, run_id = str(found[0].version), str(found[0].run_id or "")
        store.client.set_registered_model_alias(name, alias, version)
        known = json.loads(found[0].tags.get("nb2prod.data", "{}"))
        moved = [d.name for d in inputs if known.get(d.name, d.identity) != d.identity]
        if moved:  # the version stands for other data from now on
            entry = {"who": overrides.who(project), "when": overrides.now()}
            said = json.dumps({**entry, "what": [f"data registered again: {n}" for n in moved]})
            key = f"{overrides.TAG}.{time.time_ns()}"
            store.client.set_model_version_tag(name, version, key, said[:5000])
        for key in ("nb2prod.image", "nb2prod.data", "nb2prod.revisions"):
            if key in facts:
                store.client.set_model_version_tag(name, version, key, facts[key])
    overrides.note_registered(
        project, digest, store.uri, version, {d.name: d.identity for d in inputs}
    )
    return Version(name, version, alias, f"models:/{name}/{version}", run_id, created, store.shown)


def _versions(store: Store, name: str, digest: str) -> list[Any]:
    """The versions with a content, the oldest first."""
    found = store.client.search_model_versions(
        f"name = '{name}' and tags.`nb2prod.content` = '{digest}'"
    )
    return sorted(found, key=lambda version: int(version.version))


def _facts(
    project: Path, manifest: Manifest, digest: str, inputs: Sequence[Dataset], image: str | None
) -> dict[str, str]:
    """What is known of a version's origin, as tags; an empty tag would hide an older one."""
    found = {"nb2prod.kind": "papermill-job", "nb2prod.content": digest}
    found["nb2prod.tool"] = manifest.tool
    for link in lineage.of_project(project, manifest):
        found[f"nb2prod.{link.kind}"] = link.digest
        if link.facts.get("git"):
            found["nb2prod.git"] = link.facts["git"]
    if image:
        found["nb2prod.image"] = image
    if inputs:
        found["nb2prod.data"] = json.dumps({d.name: d.identity for d in inputs})
        kept = {d.name: dict(d.revision) for d in inputs if d.revision and not d.modified}
        found["nb2prod.revisions"] = json.dumps(kept)
    return found


def _create(
    project: Path,
    manifest: Manifest,
    store: Store,
    name: str,
    tags: dict[str, str],
    execute: str,
    report: Report,
) -> int:
    """Write a new version, and return its number."""
    from mlflow.exceptions import MlflowException

    client = store.client
    run = client.create_run(
        store.experiment,
        run_name=f"register {name}",
        tags={**tags, "nb2prod.kind": "registration", "nb2prod.job": name},
    )
    run_id = str(run.info.run_id)
    status = "FAILED"
    try:
        model = client.create_logged_model(
            store.experiment, name, run_id, tags=tags, model_type="papermill-job"
        )
        with tempfile.TemporaryDirectory(prefix="nb2prod-register-") as scratch:
            folder = _save(project, manifest, model.model_id, run_id, execute, Path(scratch))
            report(Event("register", "uploading"))
            client.log_model_artifacts(model.model_id, str(folder))
        client.finalize_logged_model(model.model_id, "READY")
        try:
            client.create_registered_model(name, tags={"nb2prod.kind": "papermill-job"})
        except MlflowException as error:
            if error.error_code != "RESOURCE_ALREADY_EXISTS":
                raise
        source = f"models:/{model.model_id}"
        with chosen(store):
            version = client.create_model_version(
                name, source, run_id=run_id, tags=tags, model_id=model.model_id
            )
        status = "FINISHED"
    finally:
        client.set_terminated(run_id, status)
    return int(version.version)


def _save(
    project: Path, manifest: Manifest, model_id: str, run_id: str, execute: str, scratch: Path
) -> Path:
    """Write the model as MLflow reads it, and take this machine's paths out of it."""
    import mlflow
    from mlflow.models.model import Model

    copy = scratch / "project"
    content.copy(project, copy)
    folder = scratch / "model"
    structured = [p.name for p in manifest.parameters if _word(p) == "structured"]
    mlflow.pyfunc.save_model(
        path=str(folder),
        mlflow_model=Model(artifact_path=manifest.name, model_id=model_id, run_id=run_id),
        python_model=str(MODEL),
        artifacts={"project": str(copy)},
        model_config={
            "job": manifest.name,
            "kernel": manifest.kernel,
            "structured": structured,
            "execute": execute,
            "options": {p.name: p.option for p in manifest.parameters},
        },
        signature=_signature(manifest.parameters),
        pip_requirements=_requirements(project),
    )
    record = folder / "MLmodel"
    text = record.read_text(encoding="utf-8")
    for place in (MODEL.parent, scratch, scratch.resolve()):
        text = text.replace(f"{place}/", "")
    record.write_text(text, encoding="utf-8")
    _refuse_paths(record, (project.resolve(), scratch, MODEL.parent, Path.home()))
    return folder


def _refuse_paths(record: Path, places: Sequence[Path]) -> None:
    text = record.read_text(encoding="utf-8")
    for place in places:
        if len(place.parts) > 1 and str(place) in text:
            raise TrackingError(
                f"MLflow would store `{place}`, a path of this machine",
                hint="Report this as a bug.",
            )


def _requirements(project: Path) -> list[str]:
    pins: dict[str, str] = {}
    for lock in content.LOCKS:
        path = project / lock
        if path.is_file():
            pins |= pinned(path.read_text(encoding="utf-8"))
    lines = [f"{name}{version}" for name, version in sorted(pins.items())]
    return lines + [name for name in RUNNER if name not in pins]


def _word(parameter: Parameter) -> str:
    """The kind of value MLflow knows for a parameter; containers and None travel as JSON."""
    known = {"int": "long", "float": "double", "bool": "boolean", "str": "string"}
    known |= {"Path": "string", "date": "string", "datetime": "string"}
    return known.get(parameter.type, "structured")


def _signature(parameters: Sequence[Parameter]) -> Any:
    from mlflow.models import ModelSignature
    from mlflow.types import ColSpec, ParamSchema, ParamSpec, Schema

    columns, params = [], []
    for parameter in parameters:
        word = _word(parameter)
        kind = "string" if word == "structured" else word
        value = parameter.value
        if word == "structured":
            value = json.dumps(value, default=sorted)
        columns.append(ColSpec(kind, parameter.name, required=False))
        params.append(ParamSpec(parameter.name, kind, value))
    results = Schema(
        [ColSpec("long", "code"), *(ColSpec("string", n) for n in ("error", "notebook", "output"))]
    )
    return ModelSignature(
        inputs=Schema(columns) if columns else None,
        outputs=results,
        params=ParamSchema(params) if params else None,
    )
