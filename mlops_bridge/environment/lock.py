"""Lock: the exact versions, with hashes, that a project runs with."""

from __future__ import annotations

import re
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from ..errors import LockError
from ..notebook.together import put
from ..progress import Event, Report, silent
from . import resolve
from .closure import closure
from .kept import Kept, is_version
from .kernel import Environment
from .resolve import Answer, Asked
from .target import Target, own

INPUTS = ("requirements.in", "requirements-job.in")
"""What the notebook needs, and what its runner needs beside; the second bends to the first."""
_PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:==([^\s;\\]+)| @ (\S+))", re.MULTILINE)
OFFLINE = "installed"
"""The resolver's name where nobody resolves: what is installed is pinned."""


@dataclass(frozen=True)
class Lock:
    """A written lock.

    `files` are the locks, that of the notebook first; `pins` counts its packages, `hashed` is
    False where no index was asked; `notes` are remarks for the user.
    """

    files: tuple[Path, ...]
    pins: int
    resolver: str
    seconds: float
    hashed: bool = True
    notes: tuple[str, ...] = ()

    @property
    def requirements(self) -> Path:
        return self.files[0]


def lock(
    project: Path,
    environment: Environment,
    *,
    resolver: str | None = None,
    target: Target | None = None,
    offline: bool = False,
    kept: Kept | None = None,
    report: Report = silent,
) -> Lock:
    """Pin everything that a project installs to the versions of the notebook's kernel.

    Writes ``requirements.txt`` and, for the runner of the job notebook,
    ``requirements-job.txt``, whose pins agree with the first; for a target files in
    ``requirements/``. All or none are written.

    Parameters
    ----------
    project : Path
        A generated project, or a folder with a ``requirements.in``.
    environment : Environment
        The kernel's record; its versions are binding where a package is installed there.
    resolver : {"pip-tools", "uv"}, optional
        pip-tools when None, except that only uv can resolve for another Python or platform.
    target : Target, optional
        Another Python or platform; the kernel's when None. A kernel that does not run on Linux
        is locked for all platforms, because the image is Linux.
    offline : bool
        Pin what is installed, and ask no index: there are no hashes then.
    kept : Kept, optional
        What the notebook's own project asks for: binding where the kernel says nothing, and an
        error where it contradicts the kernel.

    Raises
    ------
    LockError
        If the versions cannot be resolved or contradict the project's files, naming the lines.
    Cancelled
        If `report` raises it; nothing is written then.
    """
    started = time.monotonic()
    source = project / INPUTS[0]
    if not source.is_file():
        raise LockError(
            "no `requirements.in`",
            where=str(project),
            hint="Give the folder that `nb2prod convert NOTEBOOK -o DIR` wrote.",
        )
    inputs = [project / name for name in INPUTS if (project / name).is_file()]
    if (project / "manifest.json").is_file():  # a file that the user wrote may have options
        for path in inputs:
            _refuse_other_lines(path)
    _refuse_folders(source, environment)
    _refuse_other_versions(source, environment)
    if offline and (target is not None or resolver is not None):
        raise LockError(
            "--offline pins what the kernel has installed, and asks no resolver",
            hint="Leave --python, --platform and --resolver out, or lock with an index.",
        )
    here = own(environment.system, environment.machine)
    meant = target or Target(environment.python, "")
    universal = target is None and environment.system != "Linux"
    ours = ".".join(map(str, sys.version_info[:2]))
    other = (
        universal
        or meant.platform not in ("", here)
        or not f"{meant.python}.".startswith(f"{ours}.")
    )
    tool = OFFLINE if offline else resolve.choose(resolver, meant, other=other)
    locker = _Locker(environment, meant, universal, tool, kept, report)
    places = _places(project, target)
    written = dict[Path, str]()
    for path in inputs:
        answer = locker.file(path)
        written[places[path.name]] = locker.header(answer) + answer.pins
    _write(project, written)
    files = tuple(written)
    count = len(pinned(written[files[0]]))
    seconds = time.monotonic() - started
    notes = tuple(dict.fromkeys(locker.notes))
    return Lock(files, count, tool, seconds, not offline, notes)


def pinned(text: str) -> dict[str, str]:
    """The packages of a lock: name to ``==VERSION``, or `` @ ADDRESS`` without an index."""
    found = _PIN.findall(text)
    return {name: f"=={version}" if version else f" @ {url}" for name, version, url in found}


def unmet(asked: str, lock: str) -> str:
    """The first line of a requirements file that a lock does not fulfil; "" if it does."""
    pins = {canonicalize_name(name): pin for name, pin in pinned(lock).items()}
    for line in asked.splitlines():
        requirement = _requirement(line)
        if requirement is None:
            continue
        pin = pins.get(canonicalize_name(requirement.name))
        if pin is None or (
            pin.startswith("==")
            and not requirement.specifier.contains(
                pin.removeprefix("==").partition("+")[0], prereleases=True
            )
        ):
            return str(requirement)
    return ""


class _Locker:
    """Resolves the files of one lock, each against the pins of those before it."""

    def __init__(
        self,
        environment: Environment,
        target: Target,
        universal: bool,
        tool: str,
        kept: Kept | None,
        report: Report,
    ) -> None:
        self.environment, self.target, self.universal = environment, target, universal
        self.tool, self.kept, self.report = tool, kept, report
        self.bound: dict[str, str] | None = None
        self.notes: list[str] = []

    def file(self, source: Path) -> Answer:
        """The pins of one file, in agreement with those before it."""
        text = _text(source)
        first = self.bound is None
        if not any(_name(line) for line in text.splitlines()):
            answer = Answer()
        elif self.tool == OFFLINE:
            answer = self._installed(text)
        else:
            answer = self._resolved(source, text)
        found = {name: version for name, version, _ in _PIN.findall(answer.pins) if version}
        for name in found:
            self._refuse_origin(name, f"{source}: what it needs")
        if first and self.kept is not None:
            self._refuse_contradictions(source, found)
        self.bound = {**(self.bound or {}), **found}
        there = {canonicalize_name(n) for n in self.environment.installed}
        asked = [r.name for line in text.splitlines() if (r := _requirement(line)) is not None]
        if first and self.environment.probed and self.tool != OFFLINE:
            self.notes += [
                f"`{name}` is not installed in the kernel: the lock has the newest that fits"
                for name in asked
                if canonicalize_name(name) not in there
            ]
        self.notes += answer.notes
        return answer

    def _resolved(self, source: Path, text: str) -> Answer:
        constraints = dict(self.bound) if self.bound is not None else self._constraints()
        text = "\n".join(self._direct(line) for line in text.splitlines()) + "\n"
        answer = self._ask(source.name, text, constraints)
        if answer.failed:
            answer = self._without_labels(source.name, text, constraints, answer)
        if answer.failed:
            raise LockError(
                f"the versions in `{source.name}` cannot be resolved:\n{answer.failed}",
                where=str(source),
                hint=self._advice(answer.failed),
            )
        return answer

    def _ask(self, name: str, text: str, constraints: Mapping[str, str]) -> Answer:
        asked = Asked(name, text, constraints, self._ranges(), self.target, self.universal)
        with tempfile.TemporaryDirectory(prefix="nb2prod-lock-") as scratch:
            return resolve.resolve(asked, self.tool, Path(scratch), self.report)

    def _without_labels(
        self, name: str, text: str, constraints: Mapping[str, str], failed: Answer
    ) -> Answer:
        """The same without the labels of builds such as 2.13.0+cpu.

        They are on their maker's own index only; the same version without the label is the nearest
        that exists elsewhere, and the lock says so.
        """
        public = {n: v.partition("+")[0] for n, v in constraints.items() if "+" in v}
        labelled = re.sub(r"(==[^\s;#+]+)\+[A-Za-z0-9.]+", r"\1", text)
        if not public and labelled == text:
            return failed
        again = self._ask(name, labelled, {**constraints, **public})
        if again.failed:
            return failed
        locked = {canonicalize_name(found[0]) for found in _PIN.findall(again.pins)}
        notes = [
            f"`{n}` is {constraints[n]} in the kernel, {v} here: the index has no such build"
            for n, v in sorted(public.items())
            if canonicalize_name(n) in locked
        ]
        return Answer(again.pins, (*again.notes, *notes))

    def _installed(self, text: str) -> Answer:
        """What is installed for the lines of a file; nobody is asked."""
        self.report(Event("lock", "reading what is installed"))
        asked = [r for line in text.splitlines() if (r := _requirement(line)) is not None]
        found = closure(self.environment, (str(r) for r in asked))
        missing = [r.name for r in asked if canonicalize_name(r.name) not in found]
        notes = [
            f"`{name}` is not installed in the kernel, so that it is not pinned" for name in missing
        ]
        bound = {canonicalize_name(name): v for name, v in (self.bound or {}).items()}
        lines = [f"{n}=={bound.get(canonicalize_name(n), v)}\n" for n, v in found.items()]
        return Answer("".join(lines), tuple(notes))

    def _constraints(self) -> dict[str, str]:
        """The kernel's versions that an index can have; where it has none, the project's."""
        installed = self.environment.installed.items() if self.environment.probed else ()
        found = dict(self.kept.versions) if self.kept is not None else {}
        for name, version in installed:
            found.pop(canonicalize_name(name), None)
            record = self._record(name)
            # a file of this machine has a version that an index can have too
            if record is None or ("archive_info" in record and _is_local(record)):
                if is_version(version):
                    found[name] = version
        return found

    def _ranges(self) -> tuple[str, ...]:
        """What the project says of packages that the kernel does not have."""
        installed = self.environment.installed if self.environment.probed else ()
        known = {canonicalize_name(name) for name in installed} | set(self.bound or ())
        ranges = self.kept.ranges if self.kept is not None else {}
        return tuple(
            f"{name}{specifier}"
            for name, found in ranges.items()
            if name not in known
            for specifier, _ in found
        )

    def _direct(self, line: str) -> str:
        """A line whose package was installed from an address, with that address and its digest."""
        asked = _requirement(line)
        record = self._record(asked.name) if asked is not None else None
        if asked is None or record is None or _is_local(record):
            return line
        archive = record.get("archive_info", {})
        digest = archive.get("hashes", {}).get("sha256")
        digest = digest or str(archive.get("hash", "")).rpartition("sha256=")[2]
        mark = f"#sha256={digest}" if digest else ""
        extras = f"[{','.join(sorted(asked.extras))}]" if asked.extras else ""
        return f"{asked.name}{extras} @ {record['url']}{mark}"

    def _refuse_origin(self, name: str, where: str) -> None:
        """An index may have somebody else's package of the name of one from a folder."""
        record = self._record(name)
        if record is not None:
            _refuse(name, record, where)

    def _record(self, name: str) -> Mapping[str, Any] | None:
        key = canonicalize_name(name)
        return next(
            (r for n, r in self.environment.direct.items() if canonicalize_name(n) == key), None
        )

    def _advice(self, failed: str) -> str:
        local = [
            name
            for name, record in self.environment.direct.items()
            if _is_local(record)
            and re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w-])", failed, re.IGNORECASE)
        ]
        if local:
            return (
                f"`{local[0]}` was installed from a file of this machine: put it on an index that "
                "`pip config list` names, or install a released version into the kernel."
            )
        return (
            "Install versions that go together into the kernel, or edit the lines named above, "
            "then run `nb2prod lock` again."
        )

    def _refuse_contradictions(self, source: Path, versions: Mapping[str, str]) -> None:
        found = self.kept.conflicts(versions) if self.kept is not None else []
        if found:
            lines = "".join(f"\n  {conflict}" for conflict in found[:10])
            more = f"\n  and {len(found) - 10} more" if len(found) > 10 else ""
            raise LockError(
                f"the notebook ran with other versions than its project asks for:{lines}{more}",
                where=str(source.parent),
                hint="Install the project's versions into the kernel and run the notebook with "
                "them, or lock what the kernel has: nb2prod lock --ignore-project",
            )

    def header(self, answer: Answer) -> str:
        """What the first lines of a lock say; no address, no path, no date."""
        environment, pins = self.environment, pinned(answer.pins)
        installed = {canonicalize_name(n): v for n, v in environment.installed.items()}
        same = sum(
            installed.get(canonicalize_name(name), "").partition("+")[0]
            == version.removeprefix("==").partition("+")[0]
            for name, version in pins.items()
        )
        count = len(pins)
        kernel = "all at the kernel's versions" if same == count else f"{same} at the kernel's"
        kernel = kernel if environment.probed else "no kernel was asked"
        platform = "all platforms" if self.universal else self.target.platform
        platform = platform or f"{sys.platform} {environment.machine}"
        who = f"{self.tool} {resolve.version(self.tool)}"
        if self.tool == OFFLINE:
            who = "offline: what is installed, no index was asked, so there are no hashes"
        lines = [
            f"Locked by `nb2prod lock`: {count} packages, {kernel}.",
            f"Python {self.target.python}, {platform}, {who}.",
            *answer.notes,
        ]
        return "".join(f"# {line}\n" for line in lines)


def _places(project: Path, target: Target | None) -> dict[str, Path]:
    """Where the lock of each input goes."""
    if target is None:
        return {name: (project / name).with_suffix(".txt") for name in INPUTS}
    folder = project / "requirements"
    return {
        INPUTS[0]: folder / f"{target.name}.txt",
        INPUTS[1]: folder / f"{target.name}-job.txt",
    }


def _write(project: Path, written: Mapping[Path, str]) -> None:
    """Write all files or none."""
    blocked = next((path for path in written if path.is_dir()), None)
    if blocked is not None:
        raise LockError(
            f"`{blocked.name}` is a folder", where=str(project), hint="Move it out of the way."
        )
    try:
        put(written)
    except OSError as error:
        raise LockError(
            f"the lock cannot be written: {error.strerror}",
            where=str(project),
            hint="Make the project writable, and the disk not full.",
        ) from None


def _refuse_other_lines(source: Path) -> None:
    """What is no plain requirement would vanish, or bring an option or a path of this machine."""
    for number, line in enumerate(_text(source).splitlines(), 1):
        text = line.partition(" #")[0].strip()
        if not text or text.startswith("#"):
            continue
        asked = _requirement(line)
        if asked is None:
            raise LockError(
                f"`{text[:60]}` is no requirement such as `pandas==2.2.2` or `dask[dataframe]`",
                where=f"{source}: line {number}",
                hint="Write one package a line; options, paths and hashes belong elsewhere.",
            )
        if asked.url and (problem := _unsafe(asked.url)):
            raise LockError(
                f"`{asked.name}` is asked for from {problem}",
                where=f"{source}: line {number}",
                hint="Ask for a version that an index has.",
            )


def _refuse_folders(source: Path, environment: Environment) -> None:
    direct = {canonicalize_name(name): record for name, record in environment.direct.items()}
    for number, name, _ in _named(source):
        record = direct.get(canonicalize_name(name))
        if record is not None:
            _refuse(name, record, f"{source}: line {number}")


def _refuse(name: str, record: Mapping[str, Any], where: str) -> None:
    """Refuse what was installed from where nobody else can, or from an address with a secret."""
    if "archive_info" in record:
        kind = "" if _is_local(record) else _unsafe(str(record.get("url", "")))
    else:
        kind = "a repository" if "vcs_info" in record else "a folder"
    if kind:
        raise LockError(
            f"`{name}` was installed from {kind}, so it has no version that others can install",
            where=where,
            hint="Copy its sources into the project's src folder and remove the line, or install "
            "a released version into the kernel.",
        )


def _unsafe(url: str) -> str:
    """What is wrong with an address that would stand in a lock; "" if nothing is."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return "a file of this machine"
    if "@" in parts.netloc:
        return "an address with a password"
    return "an address with a signature" if parts.query else ""


def _refuse_other_versions(source: Path, environment: Environment) -> None:
    if not environment.probed:
        return
    installed = {canonicalize_name(name): v for name, v in environment.installed.items()}
    for number, name, asked in _named(source):
        version = installed.get(canonicalize_name(name))
        if version is not None and not asked.specifier.contains(version, prereleases=True):
            raise LockError(
                f"`{name}{asked.specifier}` is asked for, but the kernel has {name} {version}",
                where=f"{source}: line {number}",
                hint=f"Write `{name}=={version}`, or install the other version into the kernel "
                "and run the notebook with it first.",
            )


def _named(source: Path) -> Iterator[tuple[int, str, Requirement]]:
    """The requirements of a file, with their lines."""
    for number, line in enumerate(_text(source).splitlines(), 1):
        asked = _requirement(line)
        if asked is not None:
            yield number, asked.name, asked


def _text(source: Path) -> str:
    try:
        return source.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise LockError(
            f"`{source.name}` is not UTF-8", where=str(source), hint="Save it as UTF-8."
        ) from None


def _requirement(line: str) -> Requirement | None:
    """What a line of requirements asks for; None for comments and options."""
    try:
        return Requirement(line.partition(" #")[0].strip())
    except InvalidRequirement:
        return None


def _name(line: str) -> str:
    asked = _requirement(line)
    return asked.name if asked is not None else ""


def _is_local(record: Mapping[str, Any]) -> bool:
    """Whether a distribution came from a file or folder of this machine."""
    return str(record.get("url", "")).startswith("file:")
