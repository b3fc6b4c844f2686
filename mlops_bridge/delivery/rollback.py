"""Rollback: production goes back to the version before, with its code, environment and data."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..convert.manifest import load
from ..errors import EngineError, MissingExtra, Nb2ProdError, ProjectError
from ..progress import Event, Report, silent
from . import content, lineage, versions
from .promotion import Move, back
from .restore import Wanted, data_folder, restore
from .store import Store, quiet


@dataclass(frozen=True)
class Rollback:
    """What was brought back. `folder` holds the project and, in ``data``, its inputs; `missing`
    says of each input that could not be brought back why; `image` is the image of that version."""

    name: str
    version: str
    before: str
    alias: str
    folder: Path | None
    data: tuple[str, ...] = ()
    missing: dict[str, str] = field(default_factory=dict)
    image: str = ""
    notes: tuple[str, ...] = ()


def rollback(
    name: str,
    *,
    project: Path,
    to: str = "",
    alias: str = "champion",
    out: Path | None = None,
    restored: bool = True,
    data: Path | None = None,
    reason: str = "",
    tracking_uri: str | None = None,
    report: Report = silent,
) -> Rollback:
    """Move an alias back, and bring the version's project and data into a new folder.

    The alias moves first: what cannot be restored is told and holds nothing up.

    Parameters
    ----------
    name : str
        The registered job.
    project : Path
        The project here: its database is taken when no address is given, and its data folder is
        where today's data lies.
    to : str
        A version's number; the one before when empty.
    out : Path, optional
        The folder to write; ``NAME-vNUMBER`` when None.
    restored : bool
        Whether to restore anything; else only the alias moves.
    data : Path, optional
        The folder with the data today, where the project is not here.

    Raises
    ------
    ProjectError
        If `out` holds something else.
    TrackingError
        If there is no version to go back to, or the store does not answer.
    """
    if restored and out is not None:
        _require_free(out, "")
    report(Event("rollback", "moving the alias"))
    store, version, move = back(
        name, project=project, to=to, alias=alias, reason=reason, tracking_uri=tracking_uri
    )
    image = version.tags.get("nb2prod.image", "")
    if not restored:
        return _said(name, move, None, image=image)
    folder = out or Path(f"{name}-v{version.version}")
    try:
        _require_free(folder, version.tags.get("nb2prod.content", ""))
        report(Event("rollback", f"bringing back version {version.version}"))
        place = versions.fetch(store, version, folder)
    except (Nb2ProdError, OSError) as error:
        said = error.what if isinstance(error, Nb2ProdError) else str(error)
        note = f"the project was not restored: {said}"
        return _said(name, move, None, image=image, notes=(note,))
    wanted = _wanted(store, version)
    missing = {}
    if wanted:
        report(Event("rollback", "bringing back the data"))
        source = data or data_folder(project)
        missing = restore(wanted, source, place / "data")
    notes = _tagged(image, name, alias)
    there = tuple(w.name for w in wanted if w.name not in missing)
    return Rollback(name, move.after, move.before, alias, place, there, missing, image, notes)


def _said(
    name: str, move: Move, folder: Path | None, image: str, notes: tuple[str, ...] = ()
) -> Rollback:
    return Rollback(name, move.after, move.before, move.alias, folder, image=image, notes=notes)


def _require_free(folder: Path, digest: str) -> None:
    """Refuse a folder that holds something else than a project of this content."""
    if not folder.exists() or not any(folder.iterdir()):
        return
    try:
        if digest and content.digest(folder, load(folder)) == digest:
            return
    except ProjectError:
        pass
    raise ProjectError("the folder is not empty", where=str(folder), hint="Name another with -o.")


def _wanted(store: Store, version: Any) -> list[Wanted]:
    """The files of a version: those of its newest run, else those noted when it was registered."""
    runs = versions.runs(store, version.tags.get("nb2prod.content", ""))
    revisions: dict[str, dict[str, str]] = json.loads(version.tags.get("nb2prod.revisions", "{}"))
    noted: dict[str, str] = json.loads(version.tags.get("nb2prod.data", "{}"))
    if not noted and runs:
        with quiet(store.uri):
            path = store.client.download_artifacts(runs[0].info.run_id, lineage.NAME)
        chain = lineage.loads(Path(path).read_text(encoding="utf-8"))
        return [Wanted(x.name, x.digest, x.facts) for x in chain.of("data")]
    return [Wanted(n, digest, revisions.get(n, {})) for n, digest in noted.items()]


def _tagged(image: str, name: str, alias: str) -> tuple[str, ...]:
    """Let ``NAME:ALIAS`` of the engine here mean the version's image, where the engine has it."""
    from .engine import available, connect, said

    if not image or available():
        return ()
    try:
        engine = connect()
        with said(engine):
            engine.images.get(image).tag(name, tag=alias)
    except (EngineError, MissingExtra) as error:
        return (f"the image `{image[:19]}` was not tagged: {error.what}",)
    return ()
