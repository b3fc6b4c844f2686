"""Run: one execution of a job by papermill, recorded in MLflow."""

from __future__ import annotations

import hashlib
import json
import os
import secrets as tokens
import shutil
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from ..convert.manifest import Manifest, load
from ..convert.parameters import coerce
from ..environment import workplace
from ..environment.hardware import hardware
from ..environment.kernel import interpreter
from ..errors import Cancelled, MissingExtra, ParameterError, ProjectError, TrackingError
from ..notebook.history import repository
from ..progress import Event, Report, silent
from . import (
    content,
    datasets,
    executed,
    joining,
    lineage,
    metrics,
    overrides,
    record,
    redact,
    sources,
    spool,
)
from .failure import Failure
from .monitor import Monitor
from .opening import Opener
from .record import Record
from .retries import attempts as retries_of
from .store import STATE, address
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
    and line, and the step, of the failure. `key` is the same for the same content, parameters and
    data. `notes` are to be shown to the user.
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
    key: str = ""
    attempts: int = 1
    repeated: bool = True
    """False when a finished run with the same key was found, and nothing ran."""


def run(
    project: Path,
    parameters: Mapping[str, object],
    *,
    data: Path | None = None,
    tracking_uri: str | None = None,
    timeout: float | None = None,
    kernel: str | None = None,
    environment: Mapping[str, str] | None = None,
    retries: int = 0,
    html: bool = True,
    once: bool = False,
    accept_data: str | None = None,
    reason: str = "",
    tags: Mapping[str, str] | None = None,
    report: Report = silent,
) -> Run:
    """Execute the job notebook in its kernel and record the run.

    The job works in a fresh folder with copies of the data. Recorded are parameters, metrics, what
    the run took of the machine, the executed notebook, its page, what it printed, the files that
    the job wrote, and the chain from notebook to run; values of the job's secret variables are
    masked first. What was reached by a failed run is kept.

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
        database, and sent by `sync` later.
    timeout : float, optional
        Seconds that one attempt may take.
    kernel : str, optional
        Another kernelspec than the manifest's.
    environment : mapping, optional
        Environment variables for the kernel, secrets among them.
    retries : int
        How often to try again after a time-out or a dead kernel, with growing pauses.
    html : bool
        Whether to render the executed notebook as a page.
    once : bool
        Return a finished run of the same content, parameters and data, if there is one.
    accept_data : str, optional
        Why data may differ from what it was when the version was registered.
    reason : str
        Why parameters or data are not the usual ones; recorded with who and when.
    tags : mapping, optional
        Further tags of the run.

    Raises
    ------
    ParameterError
        For an unknown or ill-typed parameter, or a secret variable that is not set.
    ProjectError
        If `project` or `data` is not what it should be, or the data changed since the version
        was registered and nobody accepts that.
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
    _require_extra()
    kernel = kernel or manifest.kernel
    interpreter(kernel)
    uri = address(project, tracking_uri)
    source = data or (project / manifest.notebook).resolve().parent

    inputs = datasets.files(datasets.paths(manifest, values, source), source)
    inputs = datasets.with_pinned(inputs, project, manifest, values, source)
    inputs = (*inputs, *sources.datasets(project, manifest, values, kernel))
    if kept := repository(source):
        variables.setdefault("DVC_REPO", kept)  # a run works in a copy, which DVC knows not
    digest = content.digest(project, manifest)
    key = _key(digest, {p.name: p.value for p in manifest.parameters} | values, inputs)
    if once and (found := _finished(project, key)) is not None:
        return found
    opener = Opener(project, manifest, uri, own=tracking_uri is None)
    overrides.require_known(project, digest, uri, inputs, accept_data, data, opener.version)
    folder = _folder(project)
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
    told = {p.name: p.value for p in manifest.parameters} | values
    entry = Record(
        job=manifest.name,
        content=digest,
        tags={
            "nb2prod.kind": "run",
            "nb2prod.job": manifest.name,
            "nb2prod.content": digest,
            "nb2prod.key": key,
            **overrides.told(project, manifest, values, inputs, accept_data, reason, data, forms),
            **(tags or {}),
        },
        parameters={n: str(redact.replaced(v, forms)) for n, v in told.items()},
        started=int(time.time() * 1000),
        data=inputs,
    )
    entry.write(folder)
    opening = opener.start(entry, source)
    notes: list[str] = []
    variables |= {"PYTHONPATH": _path(project, variables), "MPLBACKEND": "Agg"}
    variables |= {"PYTHONHASHSEED": "0", spool.VARIABLE: str(folder / spool.FOLDER)}
    if joining.uses(manifest):
        opened = opening.result()
        apart = joining.obstacle(project, opened.store, kernel)
        if apart:
            notes.append(apart)
        else:
            variables |= opened.variables

    def attempt() -> Failure:
        (folder / spool.FOLDER).mkdir(exist_ok=True)
        request = {
            "path": sys.path,
            "notebook": str(notebook),
            "output": str(folder / "job.ipynb"),
            "parameters": _plain(values),
            "kernel": kernel,
            "folder": str(place.folder),
        }
        return supervise(request, variables, timeout, manifest, report)

    def afresh(number: int) -> None:
        nonlocal place
        _set_aside(folder, number, forms)
        shutil.rmtree(place.top, ignore_errors=True)
        place = workplace.prepare(source, folder / "work", project, manifest.inputs)

    with Monitor(opening) as monitor:
        failure, attempts = retries_of(attempt, afresh, retries, report)
    opened = opening.result()  # before this thread imports what that one does
    if not monitor.samples:
        monitor.sample()
    failure = Failure(
        failure.code, redact.replaced(failure.error, forms), redact.replaced(failure.where, forms)
    )
    notebook_run = executed.finish(folder, forms, html)
    _mask_spool(folder, forms)
    files = workplace.collect(place, folder / "outputs")
    _write(folder / "hardware.json", _hardware(project))
    leaking = [
        path
        for path in (*files, *sorted((folder / spool.FOLDER).rglob("*")))
        if path.is_file() and redact.holds(path, hidden)
    ]
    notes += [
        f"`{path.relative_to(folder).as_posix()}` holds a secret: it stays here and is not recorded"
        for path in leaking
    ]
    numbers = _metrics(folder, notebook_run or {}, monitor)
    chain = _chain(project, manifest, entry, opened.record, folder, files, failure.code)
    (folder / lineage.NAME).write_text(chain.dumps(), encoding="utf-8")
    code = failure.code
    final = folder.with_suffix("") if code == 0 else folder
    entry = replace(
        opened.record,
        metrics=tuple(numbers),
        ended=int(time.time() * 1000),
        code=code,
        left_out=tuple(path.relative_to(folder).as_posix() for path in leaking),
        tags={
            **opened.record.tags,
            "nb2prod.lineage": chain.seal,
            "nb2prod.attempts": str(attempts),
        },
    )
    result = Run(
        code=code,
        status=STATUS[code],
        run_id=entry.run_id,
        run_uri=opened.uri,
        out=final,
        metrics={n: v for n, v, _, _ in numbers if not n.startswith("system/")},
        error=failure.error,
        where=failure.where,
        notes=(*notes, *opened.notes),
        version=entry.version,
        seconds=time.monotonic() - started,
        key=key,
        attempts=attempts,
    )
    summary = {
        **asdict(result),
        "out": final.name,
        "parameters": values,
        "data": {d.name: d.digest for d in inputs},
    }
    _write(
        folder / "run.json", redact.replaced(json.loads(json.dumps(summary, default=str)), forms)
    )
    with suppress(Cancelled):  # the job is over: what there is of it is recorded in any case
        report(Event("run", "recording"))
    late: tuple[str, ...] = ()
    try:
        if opened.store is not None:
            record.finish(opened.store, entry, folder)
    except TrackingError as error:
        entry = replace(entry, waits_for=record.public(opened.store.uri if opened.store else uri))
        late = (f"{error.what}: the run is kept in {folder.parent}, and `nb2prod sync` sends it",)
    entry.write(folder)
    if code == 0:
        folder.replace(final)
    return replace(result, notes=(*result.notes, *late))


def _set_aside(folder: Path, number: int, forms: Mapping[str, str]) -> None:
    """Keep what an attempt left, so that the next one starts from nothing."""
    kept = folder / "attempts" / str(number)
    kept.mkdir(parents=True)
    if (folder / "job.ipynb").is_file():
        (folder / "job.ipynb").replace(kept / "job.ipynb")
        executed.masked(kept / "job.ipynb", forms)
    shutil.rmtree(folder / spool.FOLDER, ignore_errors=True)


def _folder(project: Path) -> Path:
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
    return folder


def _key(digest: str, values: Mapping[str, Any], inputs: tuple[datasets.Dataset, ...]) -> str:
    said = [digest, dict(values), {d.name: d.identity for d in inputs}]
    text = json.dumps(said, sort_keys=True, default=lambda v: sorted(v, key=repr))
    return hashlib.sha256(text.encode()).hexdigest()


def _finished(project: Path, key: str) -> Run | None:
    """A run with this key that reached its end."""
    for path in sorted((project / STATE / "runs").glob("*/run.json"), reverse=True):
        with suppress(OSError, ValueError, TypeError):
            said = json.loads(path.read_text(encoding="utf-8"))
            if said.get("key") == key and said["code"] == 0:
                fields = {name: said[name] for name in Run.__dataclass_fields__ if name in said}
                more = {"out": path.parent, "notes": tuple(said["notes"]), "repeated": False}
                return Run(**{**fields, **more})
    return None


def _metrics(
    folder: Path, executed: Mapping[str, Any], monitor: Monitor
) -> list[tuple[str, float, int, int]]:
    """What the job said it measured, what it printed with a name, and what it took."""
    now = int(time.time() * 1000)
    said = spool.metrics(folder)
    names = {name for name, _, _, _ in said}
    printed = [m for m in metrics.read(executed) if m.name not in names]
    return [*said, *((m.name, m.value, m.step, now) for m in printed), *monitor.samples]


def _chain(
    project: Path,
    manifest: Manifest,
    entry: Record,
    opened: Record,
    folder: Path,
    files: list[Path],
    code: int,
) -> lineage.Chain:
    outputs = {
        path.relative_to(folder).as_posix(): workplace.digest(path)
        for path in [folder / "job.ipynb", *files]
        if path.is_file()
    }
    facts = {
        "key": entry.tags["nb2prod.key"],
        "parameters": json.dumps(dict(entry.parameters), sort_keys=True),
        "code": str(code),
        **{f"file {name}": digest for name, digest in sorted(outputs.items())},
    }
    links = [*lineage.of_project(project, manifest), *lineage.of_data(entry.data)]
    links.append(lineage.Link("run", opened.run_id or folder.stem, content.summed(outputs), facts))
    if opened.version:
        name = f"{opened.tags.get('nb2prod.job', manifest.name)}/{opened.version}"
        links.append(lineage.Link("version", name, entry.content))
    return lineage.sealed(links)


def _hardware(project: Path) -> dict[str, Any]:
    """The machine of this run; what only the frameworks know is the lock's record."""
    found = asdict(hardware())
    path = project / "environment.json"
    with suppress(OSError, ValueError, AttributeError):
        kept = json.loads(path.read_text(encoding="utf-8")).get("hardware", {})
        for name in ("cuda", "cudnn", "frameworks"):
            found[name] = found[name] or kept.get(name, found[name])
    return found


def _mask_spool(folder: Path, forms: Mapping[str, str]) -> None:
    path = folder / spool.FOLDER / spool.LINES
    if path.is_file():
        masked = [json.dumps(redact.replaced(line, forms)) for line in spool.lines(folder)]
        path.write_text("\n".join(masked) + "\n", encoding="utf-8")


def _write(path: Path, data: Any) -> None:
    path.write_text(json.dumps(data, indent=1, default=str) + "\n", encoding="utf-8")


def _require_secrets(manifest: Manifest, variables: Mapping[str, str]) -> None:
    missing = [name for name in manifest.secrets if not variables.get(name)]
    if missing:
        raise ParameterError(
            f"the job needs the secret `{missing[0]}`, which is not set",
            hint="Set it in the environment: " + " ".join(f"export {name}=..." for name in missing),
        )


def _require_extra() -> None:
    from importlib.util import find_spec

    for module in ("papermill", "nbclient", "mlflow", "sqlalchemy", "pandas"):
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
