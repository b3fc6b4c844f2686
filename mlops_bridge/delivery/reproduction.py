"""Reproduction: a run done again with its code, environment, parameters and data, and compared."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..convert.contents import same_content
from ..convert.manifest import load
from ..environment import workplace
from ..errors import ProjectError, TrackingError
from ..notebook.history import repository
from ..progress import Event, Report, silent
from . import content, executed, lineage, versions
from .envs import kernel_of
from .restore import Wanted, data_folder, restore
from .run import Run, run
from .store import Store, connect, quiet
from .tracing import find


@dataclass(frozen=True)
class Reproduction:
    """How a repetition compares: `differences` in plain words, none when equal."""

    run_id: str
    again: Run
    equal: bool
    differences: tuple[str, ...]
    environment: str
    folder: Path | None
    notes: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        return 0 if self.equal else 1


def reproduce(
    run_id: str,
    *,
    project: Path,
    data: Path | None = None,
    out: Path | None = None,
    tracking_uri: str | None = None,
    timeout: float | None = None,
    report: Report = silent,
) -> Reproduction:
    """Run again what a run ran, with what it had, and compare what comes out.

    The code comes from the registered version, or from the project here if it is still the same;
    the packages from its lock: the kernel here if it has just those, else an environment made
    from the lock; the data from what is unchanged, and from git or DVC.

    Parameters
    ----------
    run_id : str
        A run, or ``models:/NAME@alias`` for the newest finished run of a version.
    project : Path
        The project here; its database is taken when no address is given.
    data : Path, optional
        The folder with the data today; the notebook's own when None.
    out : Path, optional
        Where to keep what was restored; None keeps nothing but the new run.

    Raises
    ------
    ProjectError
        If code or data cannot be brought back: nothing runs then.
    TrackingError
        If there is no such run.
    """
    store = connect(project, tracking_uri, None)
    version, former = find(store, run_id)
    if former is None:
        raise TrackingError(f"no finished run of `{run_id}` is known", where=store.shown)
    with tempfile.TemporaryDirectory(prefix="nb2prod-reproduce-") as scratch:
        top = out or Path(scratch)
        _refuse_full(out)
        report(Event("reproduce", "bringing back the code"))
        place = _code(store, version, former, project, top / "project")
        manifest = load(place)
        source = data or data_folder(project)
        chain = _chain(store, former, Path(scratch))
        report(Event("reproduce", "bringing back the data"))
        folder = top / "data"
        folder.mkdir(parents=True, exist_ok=True)
        _others(source, folder, project)
        wanted = [Wanted(x.name, x.digest, x.facts) for x in chain.of("data")]
        missing = restore(wanted, source, folder)
        if missing:
            name, why = next(iter(missing.items()))
            raise ProjectError(
                f"the data of that run cannot be brought back: `{name}`: {why}",
                where=str(source),
                hint="Put the file as it was into a folder and give it with --data DIR.",
            )
        kernel, environment = kernel_of(place, manifest, project, report)
        parameters = json.loads(chain.of("run")[0].facts["parameters"])
        typed = {p.name: parameters[p.name] for p in manifest.parameters if p.name in parameters}
        id_ = former.info.run_id
        again = run(
            place,
            typed,
            data=folder,
            tracking_uri=tracking_uri or store.uri,
            timeout=timeout,
            kernel=kernel,
            environment={"DVC_REPO": home} if (home := repository(source)) else {},
            html=False,
            reason=f"reproduces run {id_}",
            tags={"nb2prod.reproduces": id_},
            report=report,
        )
        differences = _differences(store, former, chain, again, manifest.name, Path(scratch))
        kept = _keep(place, project, again)
    return Reproduction(
        id_,
        kept,
        not differences,
        tuple(differences),
        environment,
        out,
        again.notes,
    )


def _refuse_full(out: Path | None) -> None:
    if out is not None and out.exists() and any(out.iterdir()):
        raise ProjectError("the folder is not empty", where=str(out), hint="Give a new one.")


def _code(store: Store, version: Any, former: Any, project: Path, out: Path) -> Path:
    """The project with the content of a run."""
    digest = former.data.tags.get("nb2prod.content", "")
    if version is not None:
        return versions.fetch(store, version, out)
    try:
        manifest = load(project)
        same = content.digest(project, manifest) == digest
    except ProjectError:
        same = False
    if not same:
        raise ProjectError(
            "the code of that run is not kept: it was never registered, and the project here is "
            "another",
            where=str(project),
            hint="Register a job before it runs: nb2prod register.",
        )
    content.copy(project, out)
    return out


def _others(source: Path, folder: Path, project: Path) -> None:
    """What lies beside the data, which a job may read without saying so."""
    if source.is_dir():
        scratch = folder.with_name(".others")
        try:
            place = workplace.prepare(source, scratch, project, ())
            shutil.copytree(place.folder, folder, dirs_exist_ok=True, symlinks=True)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def _chain(store: Store, former: Any, scratch: Path) -> lineage.Chain:
    with quiet(store.uri):
        path = store.client.download_artifacts(former.info.run_id, lineage.NAME, str(scratch))
    chain = lineage.loads(Path(path).read_text(encoding="utf-8"))
    if chain.broken or chain.seal != former.data.tags.get("nb2prod.lineage"):
        raise ProjectError(
            f"the chain of run `{former.info.run_id}` is broken: nobody can say what it ran",
            hint=f"See: nb2prod trace {former.info.run_id}",
        )
    return chain


def _differences(
    store: Store, former: Any, chain: lineage.Chain, again: Run, package: str, scratch: Path
) -> list[str]:
    """What came out otherwise, in plain words."""
    found = []
    code = chain.of("run")[0].facts.get("code", "0")
    if str(again.code) != code:
        said = f": {again.where}: {again.error}" if again.error else ""
        return [f"the run ended with code {again.code}{said}; then it was {code}"]
    before = {n: v for n, v in former.data.metrics.items() if not n.startswith("system/")}
    for name in sorted({*before, *again.metrics}):
        one, two = before.get(name), again.metrics.get(name)
        if one != two and not (one != one and two != two):
            found.append(f"metric `{name}`: {_said(one)} then, {_said(two)} now")
    recorded = {
        k.removeprefix("file "): v
        for k, v in chain.of("run")[0].facts.items()
        if k.startswith("file outputs/")
    }
    new = {
        p.relative_to(again.out).as_posix() for p in again.out.glob("outputs/**/*") if p.is_file()
    }
    for name in sorted({*recorded, *new}):
        if name not in new:
            found.append(f"file `{name}`: written then, missing now")
        elif name not in recorded:
            found.append(f"file `{name}`: missing then, written now")
        elif workplace.digest(again.out / name) != recorded[name]:
            with quiet(store.uri):
                old = store.client.download_artifacts(former.info.run_id, name, str(scratch))
            if not same_content(Path(old), again.out / name, package):
                found.append(f"file `{name}`: other content")
    with quiet(store.uri):
        path = store.client.download_artifacts(former.info.run_id, "job.ipynb", str(scratch))
    one_text = _text(Path(path))
    two_text = _text(again.out / "job.ipynb")
    if one_text != two_text:
        pairs = zip(one_text, two_text, strict=False)
        at = next((i for i, (a, b) in enumerate(pairs) if a != b), None)
        at = min(len(one_text), len(two_text)) if at is None else at
        then = one_text[at] if at < len(one_text) else "its end"
        now = two_text[at] if at < len(two_text) else "its end"
        found.append(f"printed text: `{then[:80]}` then, `{now[:80]}` now")
    return found


def _said(value: float | None) -> str:
    return "none" if value is None else repr(value)


def _text(path: Path) -> list[str]:
    """The lines that a notebook printed."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return executed.printed(notebook, "stdout").splitlines()


def _keep(place: Path, project: Path, again: Run) -> Run:
    """Move the new run's folder to the project here, before the scratch copy goes."""
    target = project.resolve() / ".nb2prod" / "runs" / again.out.name
    if not (project / "manifest.json").is_file() or target == again.out:
        return again
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(again.out, target)
    return replace(again, out=target)
