"""Run: one execution of a job by papermill, recorded in MLflow."""

from __future__ import annotations

import json
import os
import secrets as tokens
import shutil
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..convert.manifest import Manifest, load
from ..convert.parameters import coerce
from ..environment import workplace
from ..environment.kernel import interpreter
from ..environment.process import Ended, watch
from ..errors import Cancelled, MissingExtra, ParameterError, ProjectError, TrackingError
from ..progress import Event, Report, silent
from . import content, joining, metrics, page, redact
from .execution import MARK, START
from .failure import Failure, locate, step
from .record import Record
from .store import STATE, Store, address, connect, local

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
    except (ProjectError, Cancelled):
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
    failure = _execute(request, variables, timeout, manifest, report)
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
    report(Event("run", "recording"))
    late = record.finish(code, found, folder, leaking)
    if code == 0:
        folder.replace(final)
    return Run(**{**vars(result), "notes": (*result.notes, *late)})


def _execute(
    request: Mapping[str, Any],
    variables: Mapping[str, str],
    timeout: float | None,
    manifest: Manifest,
    report: Report,
) -> Failure:
    """Run the process that runs the notebook; what it told is the outcome."""
    told: dict[str, Any] = {"cell": 0, "of": 0, "source": ""}
    event = Event("run", f"starting the kernel `{request['kernel']}`")

    def heard(line: str) -> None:
        nonlocal event
        # what the job's own processes print may stand before the mark
        _, mark, text = line.partition(MARK)
        if mark:
            told.update(json.loads(text))
            name = step(manifest, told["source"]) or "preparing"
            event = Event("run", f"cell {told['cell']} of {told['of']}: {name}")
            report(event)

    killed = _killed()
    report(event)
    try:
        ended = watch(
            [sys.executable, "-c", START],
            stdin=json.dumps(request),
            environment=variables,
            timeout=timeout,
            line=heard,
            beat=lambda: report(event),
            cwd=Path(request["output"]).parent,
        )
    except (Cancelled, KeyboardInterrupt):
        return Failure(130, "cancelled", _at(manifest, told))
    if ended.late:
        return Failure(4, f"not done after {timeout:g} s", _at(manifest, told))
    if "code" not in told:
        return Failure(5, _last(ended), _at(manifest, told))
    code = int(told["code"])
    if code == 5 and _killed() > killed:
        return Failure(6, "the system killed the kernel: no memory left", _at(manifest, told))
    return Failure(code, _short(told["error"]), _at(manifest, told) if code else "")


def _at(manifest: Manifest, told: Mapping[str, Any]) -> str:
    return locate(manifest, told.get("traceback", ""), int(told["cell"]), told["source"])


def _short(error: str) -> str:
    lines = [line for line in error.splitlines() if line.strip()]
    return lines[0][:1000] if lines else ""


def _last(ended: Ended) -> str:
    lines = (ended.stderr.strip() or ended.stdout.strip()).splitlines()
    return f"the runner ended with code {ended.code}: {lines[-1] if lines else 'no message'}"


def _killed() -> int:
    """How many processes of this control group the system has killed for want of memory."""
    try:
        text = Path("/sys/fs/cgroup/memory.events").read_text(encoding="ascii")
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("oom_kill "))


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
