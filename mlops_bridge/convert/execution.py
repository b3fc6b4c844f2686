"""Execution: what one run of a notebook or of a package printed, wrote and computed."""

from __future__ import annotations

import array
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from ..analysis.program import Program
from ..environment.kernel import interpreter
from ..environment.workplace import Workplace, prepare
from ..notebook.history import repository
from ..progress import Report
from .blockers import SKIP
from .manifest import Manifest
from .neighbours import Neighbour

OBSERVE = Path(__file__).with_name("observe.py")

Container = Callable[[Path, Mapping[str, str]], tuple[int, str, str]]
"""Runs a job in its image: (data folder, secrets) to (exit code, stdout, stderr)."""


@dataclass(frozen=True)
class Failure:
    """Why a run did not reach its end; `cell` and `line` are the notebook's, 0 when not known."""

    name: str
    text: str
    cell: int = 0
    line: int = 0
    step: str = ""


class Print(NamedTuple):
    """The fingerprint of one value, see ``observe.py``.

    Equal digests mean equal values; `structure` is the digest of all but the floats, which stand
    in a file from `place` on.
    """

    kind: str
    digest: str
    opaque: bool
    text: str
    structure: str
    place: tuple[int, int]


@dataclass(frozen=True)
class Observation:
    """What one run printed, wrote and computed.

    Attributes
    ----------
    printed, warned : standard output and error by label: the code cell's number, or the step's
    values : fingerprints by label and name
    aliases : by label, groups of names that are one object
    files : sha256 of each file that the run wrote or changed
    folder : the top of its workplace
    record : the file of its fingerprints
    """

    printed: Mapping[str, str]
    values: Mapping[str, Mapping[str, Print]]
    files: Mapping[str, str]
    failure: Failure | None
    seconds: float
    folder: Path
    warned: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    record: Path | None = None

    @property
    def stdout(self) -> str:
        return "".join(self.printed.values())

    @property
    def stderr(self) -> str:
        return "".join(self.warned.values())

    def floats(self, print_: Print) -> array.array[float]:
        """The floats of a value, for telling how far two of them differ."""
        found = array.array("d")
        if self.record is not None and print_.place[1]:
            with self.record.with_name(self.record.name + ".floats").open("rb") as file:
                file.seek(print_.place[0])
                found.frombytes(file.read(8 * print_.place[1]))
        return found


@dataclass(frozen=True)
class Scene:
    """What all runs of one comparison share.

    `changed` are the parameters that a run takes with other values than the notebook's; `seed` is
    what the generators that the notebook leaves unseeded start from.
    """

    project: Path
    manifest: Manifest
    program: Program
    data: Path
    secrets: Mapping[str, str]
    timeout: float | None
    report: Report
    changed: tuple[Neighbour, ...] = ()
    seed: int = 0

    def workplace(self, scratch: Path, name: str) -> Workplace:
        """A fresh folder with the data, and the copies of files that changed parameters name."""
        place = prepare(self.data, scratch / name / "work", self.project, self.manifest.inputs)
        for neighbour in self.changed:
            if neighbour.copy:
                old, new = (place.folder / path for path in neighbour.copy)
                new.write_bytes(old.read_bytes())
                state = new.lstat()
                key = new.resolve().relative_to(place.top.resolve()).as_posix()
                place.before[key] = (state.st_size, state.st_mtime_ns)
        return place


def environment(scene: Scene, scratch: Path, more: Mapping[str, str]) -> dict[str, str]:
    """The variables of a run: the same for all but where a run keeps its own settings."""
    command = interpreter(scene.manifest.kernel)
    program = Path(command[0]).parent
    # a kernel that believes itself under pytest does not capture what commands print
    inherited = {k: v for k, v in os.environ.items() if k != "PYTEST_CURRENT_TEST"}
    kept = repository(scene.data)  # the runs work in copies, which DVC knows nothing of
    return {
        **({"DVC_REPO": kept} if kept else {}),
        **inherited,
        "PATH": f"{program}{os.pathsep}{os.environ.get('PATH', '')}",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUNBUFFERED": "1",
        "PYTHONIOENCODING": "utf-8",
        "NB2PROD_TRACKING": "off",  # a proof is no run
        "TZ": os.environ.get("TZ", "UTC"),
        "TQDM_DISABLE": "0",
        "IPYTHONDIR": str(scratch / "ipython"),
        "MPLCONFIGDIR": os.environ.get("MPLCONFIGDIR", str(scratch / "matplotlib")),
        **more,
    }


def running_cells(program: Program) -> list[int]:
    """The numbers of the code cells that run."""
    return [
        code.cell.number
        for code in program.codes
        if code.cell.source.strip() and SKIP not in code.cell.tags
    ]


def last_cell(program: Program) -> int:
    """The number of the last code cell that runs."""
    return max(running_cells(program), default=0)


def record_lines(path: Path) -> list[dict[str, Any]]:
    """The lines that ``observe.py`` wrote."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def values(lines: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Print]]:
    """Fingerprints by label and name."""
    return {
        str(line["label"]): {
            name: Print(v[0], v[1], bool(v[2]), v[3], v[4], (v[5][0], v[5][1]))
            for name, v in line["values"].items()
        }
        for line in lines
    }


def aliases(lines: Iterable[Mapping[str, Any]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Groups of names that are one object, by label."""
    return {str(line["label"]): tuple(tuple(group) for group in line["aliases"]) for line in lines}


def written(place: Workplace) -> dict[str, str]:
    """The sha256 of each file of a workplace that is new or changed."""
    found = {}
    top = place.top
    for path in sorted(top.rglob("*")):
        name = path.relative_to(top).as_posix()
        if path.is_symlink() or not path.is_file():
            continue
        if any(p.startswith(".") or p == "__pycache__" for p in path.relative_to(top).parts):
            continue
        state = path.lstat()
        if place.before.get(name) != (state.st_size, state.st_mtime_ns):
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found
