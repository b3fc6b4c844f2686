"""Run: one execution of a job by papermill, recorded in MLflow."""

from __future__ import annotations

import json
import os
import secrets as tokens
import shutil
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..convert.manifest import Manifest, load
from ..convert.parameters import coerce
from ..environment import workplace
from ..environment.kernel import interpreter
from ..errors import Cancelled, MissingExtra, ParameterError, ProjectError, TrackingError
from ..progress import Event, Report, silent
from . import content, joining, metrics, page, redact
from .failure import Failure
from .record import Record
from .store import STATE, Store, address, connect, local
from .supervision import supervise

STATUS = {
    0: "finished",
    3: "a cell failed",
    4: "timed out",
    5: "the kernel died",
    6: "out of memory",
    130: "cancelled",
}


@dataclass(frozen=True)
class Run:
    """How a run ended.

    `code` is the exit code: 0 finished, 3 a cell failed, 4 timed out, 5 the kernel died,
    6 out of memory, 130 cancelled. `out` holds the executed notebook, its page and the job's
    files; its name ends in ``.partial`` unless the run finished. `where` names the notebook, cell
    and line, and the step, of the failure. `notes` are to be shown to the user.
    """

    code: int
    status: str
    run_id: str
    run_uri: str
    out: Path
    metrics: Mapping[str, float]
    error: str = ""
    where: str = ""
    notes: tuple[str, ...] = ()
    version: str = ""
    seconds: float = 0.0


def run(
    project: Path,
    parameters: Mapping[str, object],
    *,
    data: Path | None = None,
    tracking_uri: str | None = None,
    timeout: float | None = None,
    kernel: str | None = None,
    environment: Mapping[str, str] | None = None,
    report: Report = silent,
) -> Run:
    """Execute the job notebook in its kernel and record the run.

    The job works in a fresh folder with copies of the data. Recorded are parameters, printed
    metrics, the executed notebook, its page, and the files that the job wrote; values of the
    job's secret variables are masked first. What was reached by a failed run is kept.

    Parameters
    ----------
    project : Path
        A generated project.
    parameters : mapping
        Values or texts by name; the others keep their defaults.
    data : Path, optional
        The folder with the job's data; the folder of the original notebook when None.
    tracking_uri : str, optional
        See `store.address`. When it does not answer, the run is recorded in the project's own
        database, and a note says so.
    timeout : float, optional
        Seconds that the whole run may take.
    kernel : str, optional
        Another kernelspec than the manifest's.
    environment : mapping, optional
        Environment variables for the kernel, secrets among them.

    Raises
    ------
    ParameterError
        For an unknown or ill-typed parameter, or a secret variable that is not set.
    ProjectError
        If `project` or `data` is not what it should be.
    KernelError
        If the kernel does not exist.
    TrackingError
        If `tracking_uri` cannot be used at all.
    """
    started = time.monotonic()
    project = project.resolve()
    manifest = load(project)
    values = coerce(manifest.parameters, parameters)
    variables = {**os.environ, **(environment or {})}
    _require_secrets(manifest, variables)
    notebook = project / content.JOB
    if not notebook.is_file():
        raise ProjectError(
            "the job notebook is missing",
            where=str(notebook),
            hint="Convert the notebook again with `nb2prod convert`.",
        )
    _require_papermill()
    kernel = kernel or manifest.kernel
    interpreter(kernel)
    source = data or (project / manifest.notebook).resolve().parent
    store, notes = _open(project, tracking_uri, manifest)

    id_ = f"{time.strftime('%Y%m%d-%H%M%S')}-{tokens.token_hex(2)}"
    folder = project / STATE / "runs" / f"{id_}.partial"
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise ProjectError(
            f"a folder for the run cannot be created: {error.strerror}",
            where=str(folder.parent),
            hint="Make the project writable, or run a copy of it.",
        ) from None
    try:
        report(Event("run", "copying the data"))
        place = workplace.prepare(source, folder / "work", project, manifest.inputs)
    except (ProjectError, OSError, Cancelled, KeyboardInterrupt):
        shutil.rmtree(folder)
        raise
    hidden = redact.secrets(manifest.secrets, variables)
    forms = redact.table(
        hidden, {place.folder: ".", place.top: "..", folder: "run", project: manifest.name}
    )
    inputs = {name: place.folder / name for name in manifest.inputs}
    digests = {n: workplace.digest(path) for n, path in inputs.items() if path.is_file()}
    record = Record(store, project, manifest, forms)
    record.start({p.name: p.value for p in manifest.parameters} | values, digests)
    variables |= {"PYTHONPATH": _path(project, variables), "MPLBACKEND": "Agg"}
    variables["PYTHONHASHSEED"] = "0"
    apart = joining.obstacle(project, manifest, store, kernel)
    if apart == "":
        variables |= record.variables
    elif apart:
        notes.append(apart)
    request = {
        "path": sys.path,
        "notebook": str(notebook),
        "output": str(folder / "job.ipynb"),
        "parameters": _plain(values),
        "kernel": kernel,
        "folder": str(place.folder),
    }
    failure = supervise(request, variables, timeout, manifest, report)
    failure = Failure(
        failure.code, redact.replaced(failure.error, forms), redact.replaced(failure.where, forms)
    )

    executed = _finish(folder / "job.ipynb", forms)
    files = workplace.collect(place, folder / "outputs")
    leaking = [path for path in files if redact.holds(path, hidden)]
    notes += [
        f"`outputs/{path.relative_to(folder / 'outputs').as_posix()}` holds a secret: it stays "
        "here and is not recorded"
        for path in leaking
    ]
    found = metrics.read(executed or {})
    numbers = {metric.name: metric.value for metric in found}
    code = failure.code
    final = folder.with_suffix("") if code == 0 else folder
    result = Run(
        code=code,
        status=STATUS[code],
        run_id=record.id,
        run_uri=record.uri,
        out=final,
        metrics=numbers,
        error=failure.error,
        where=failure.where,
        notes=(*notes, *record.notes),
        version=record.version,
        seconds=time.monotonic() - started,
    )
    summary = {**asdict(result), "out": final.name, "parameters": values, "data": digests}
    (folder / "run.json").write_text(
        json.dumps(redact.replaced(summary, forms), indent=1, default=str) + "\n", encoding="utf-8"
    )
    with suppress(Cancelled):  # the job is over: what there is of it is recorded in any case
        report(Event("run", "recording"))
    late = record.finish(code, found, folder, leaking)
    if code == 0:
        folder.replace(final)
    return Run(**{**vars(result), "notes": (*result.notes, *late)})


def _finish(path: Path, forms: Mapping[str, str]) -> Any:
    """Mask what papermill wrote, and write its page beside it; None if it wrote nothing."""
    if not path.is_file():
        return None
    notebook = redact.replaced(json.loads(path.read_text(encoding="utf-8")), forms)
    papermill = notebook["metadata"].get("papermill", {})
    papermill.update(input_path=content.JOB, output_path=path.name)
    text = json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
    beside = path.with_name(".job.ipynb.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)
    path.with_suffix(".html").write_text(page.render(text), encoding="utf-8")
    return notebook


def _open(project: Path, tracking_uri: str | None, manifest: Manifest) -> tuple[Store, list[str]]:
    address(project, tracking_uri)
    try:
        return connect(project, tracking_uri, manifest.name), []
    except TrackingError as error:
        own = local(project)
        if tracking_uri is None and not os.environ.get("MLFLOW_TRACKING_URI"):
            raise
        note = f"{error.what} ({error.where}): the run is recorded in {own} instead"
        return connect(project, own, manifest.name), [note]


def _require_secrets(manifest: Manifest, variables: Mapping[str, str]) -> None:
    missing = [name for name in manifest.secrets if not variables.get(name)]
    if missing:
        raise ParameterError(
            f"the job needs the secret `{missing[0]}`, which is not set",
            hint="Set it in the environment: " + " ".join(f"export {name}=..." for name in missing),
        )


def _require_papermill() -> None:
    from importlib.util import find_spec

    for module in ("papermill", "nbclient"):
        if find_spec(module) is None:
            raise MissingExtra(module, "ship")


def _path(project: Path, variables: Mapping[str, str]) -> str:
    parts = [str(project / "src"), variables.get("PYTHONPATH", "")]
    return os.pathsep.join(part for part in parts if part)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as papermill can write them into a cell: JSON, sets and tuples as lists."""
    return {
        name: list(value) if isinstance(value, (tuple, set, frozenset)) else value
        for name, value in values.items()
    }
