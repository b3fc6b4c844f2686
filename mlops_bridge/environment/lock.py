"""Lock: the exact versions, with hashes, that a project runs with."""

from __future__ import annotations

import ast
import os
import re
import shutil
import sys
import sysconfig
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from ..errors import LockError
from ..progress import Event, Report, silent
from .kernel import Environment
from .process import Ended, watch

# The pages of an index name the digest of each file, yet pip-compile downloads every wheel of
# every platform where the index has no project JSON beside its pages. With the pages' digests the
# hashes are the same, of all platforms, in seconds; a file without a digest is still downloaded.
PIP_COMPILE = """
from piptools.repositories.pypi import PyPIRepository
download = PyPIRepository._get_file_hash
def digest(self, link):
    return f"sha256:{link.hash}" if link.hash_name == "sha256" else download(self, link)
PyPIRepository._get_file_hash = digest
from piptools.scripts.compile import cli
cli()
"""
# nothing of the index, of this machine or of the day in the output
PIP_TOOLS_OPTIONS = (
    "--verbose",  # else the causes of a conflict are not told
    "--generate-hashes",
    "--strip-extras",
    "--allow-unsafe",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-emit-trusted-host",
    "--no-emit-options",
)
UV_OPTIONS = ("--quiet", "--generate-hashes", "--strip-extras", "--no-header", "--no-annotate")
TELLING = re.compile(
    r"cannot install|depends on|requires?\b|conflict|no matching distribution|no solution"
    r"|could not find a version|unsatisfiable|not found|the user requested",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"\b(?:https?|file)://\S+")
PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)


@dataclass(frozen=True)
class Lock:
    """A written lock: its file, how many packages it pins, who resolved it, and the seconds."""

    requirements: Path
    pins: int
    resolver: str
    seconds: float


def lock(
    project: Path,
    environment: Environment,
    *,
    resolver: str | None = None,
    report: Report = silent,
) -> Lock:
    """Pin everything that a project installs to the versions of the notebook's kernel.

    Writes ``requirements.txt`` and, for the runner of the job notebook,
    ``requirements-job.txt``, whose pins agree with the first. Both or none are written.

    Parameters
    ----------
    project : Path
        A generated project.
    environment : Environment
        The kernel's record; its versions are binding where a package is installed there.
    resolver : {"pip-tools", "uv"}, optional
        pip-tools when None, except that only uv can resolve for a Python that is not ours.

    Raises
    ------
    LockError
        If the versions cannot be resolved, naming the lines that conflict.
    Cancelled
        If `report` raises it; nothing is written then.
    """
    started = time.monotonic()
    tool = _resolver(environment, resolver)
    source = project / "requirements.in"
    if not source.is_file():
        raise LockError(
            "no `requirements.in`",
            where=str(project),
            hint="Give the folder that `nb2prod convert NOTEBOOK -o DIR` wrote.",
        )
    _refuse_folders(source, environment)
    _refuse_other_versions(source, environment)
    written: dict[Path, str] = {}
    with tempfile.TemporaryDirectory(prefix="nb2prod-lock-") as scratch:
        pins, notes = _resolve(
            source, _constraints(environment), tool, environment, Path(scratch), report
        )
        written[source.with_suffix(".txt")] = _header(environment, tool, pins, notes) + pins
        runner = project / "requirements-job.in"
        if runner.is_file():
            bound = dict(PIN.findall(pins))
            job, notes = _resolve(runner, bound, tool, environment, Path(scratch), report)
            written[runner.with_suffix(".txt")] = _header(environment, tool, job, notes) + job
    try:
        for path, text in written.items():
            path.with_name(f".{path.name}.new").write_text(text, encoding="utf-8")
        for path in written:
            path.with_name(f".{path.name}.new").replace(path)
    except OSError as error:
        raise LockError(
            f"the lock cannot be written: {error.strerror}",
            where=str(project),
            hint="Make the project writable.",
        ) from None
    count = len(PIN.findall(pins))
    return Lock(source.with_suffix(".txt"), count, tool, time.monotonic() - started)


def _resolver(environment: Environment, wanted: str | None) -> str:
    if wanted not in (None, "pip-tools", "uv"):
        raise LockError(f"no resolver is named `{wanted}`", hint="Choose pip-tools or uv.")
    ours = f"{sys.version_info[0]}.{sys.version_info[1]}"
    theirs = ".".join(environment.python.split(".")[:2])
    if ours != theirs and wanted != "uv":
        # pip-compile answers for the Python it runs in, whatever --pip-args say
        if wanted is None and _uv() is not None:
            return "uv"
        raise LockError(
            f"the kernel runs Python {theirs}, and pip-tools resolves for Python {ours} only",
            hint="Lock with uv (pip install uv, then --resolver uv), or run nb2prod in a "
            f"Python {theirs}.",
        )
    if wanted == "uv" and _uv() is None:
        raise LockError("`uv` is not installed", hint="Run: pip install uv")
    return wanted or "pip-tools"


def _uv() -> str | None:
    return shutil.which("uv", path=sysconfig.get_path("scripts")) or shutil.which("uv")


def _refuse_folders(source: Path, environment: Environment) -> None:
    direct = {canonicalize_name(name): record for name, record in environment.direct.items()}
    for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), 1):
        name = _name(line)
        record = direct.get(canonicalize_name(name)) if name else None
        if record is None or "archive_info" in record:
            continue
        kind = "a repository" if "vcs_info" in record else "a folder"
        raise LockError(
            f"`{name}` was installed from {kind}, so it has no version that others can install",
            where=f"{source}: line {number}",
            hint="Copy its sources into the project's src folder and remove the line, or install "
            "a released version into the kernel.",
        )


def _refuse_other_versions(source: Path, environment: Environment) -> None:
    if not environment.probed:
        return
    installed = {canonicalize_name(name): v for name, v in environment.installed.items()}
    for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), 1):
        name = _name(line)
        version = installed.get(canonicalize_name(name)) if name else None
        if version is None:
            continue
        asked = Requirement(line.partition(" #")[0].strip()).specifier
        if not asked.contains(version, prereleases=True):
            raise LockError(
                f"`{name}{asked}` is asked for, but the kernel has {name} {version}",
                where=f"{source}: line {number}",
                hint=f"Write `{name}=={version}`, or install the other version into the kernel "
                "and run the notebook with it first.",
            )


def _constraints(environment: Environment) -> dict[str, str]:
    """The kernel's versions that an index can have."""
    unknown = {n for n, record in environment.direct.items() if "archive_info" not in record}
    found = {}
    for name, version in environment.installed.items():
        try:
            Version(version)
        except InvalidVersion:
            continue
        if environment.probed and name not in unknown:
            found[name] = version
    return found


def _resolve(
    source: Path,
    constraints: Mapping[str, str],
    tool: str,
    environment: Environment,
    scratch: Path,
    report: Report,
) -> tuple[str, list[str]]:
    """Compile one file; the pins, and what is to be said about them."""
    text = source.read_text(encoding="utf-8")
    if not any(_name(line) for line in text.splitlines()):
        return "", []
    ended, pins = _compile(source.name, text, constraints, tool, environment, scratch, report)
    if ended.code == 0:
        return pins, []
    # A build such as 2.13.0+cpu is on its maker's own index only. The same version without the
    # label is the nearest that exists elsewhere; the lock says so.
    public = {n: v.partition("+")[0] for n, v in constraints.items() if "+" in v}
    labelled = re.sub(r"(==[^\s;#+]+)\+[A-Za-z0-9.]+", r"\1", text)
    if public or labelled != text:
        again, pins = _compile(
            source.name, labelled, {**constraints, **public}, tool, environment, scratch, report
        )
        if again.code == 0:
            locked = {canonicalize_name(name) for name, _ in PIN.findall(pins)}
            return pins, [
                f"`{name}` is {constraints[name]} in the kernel, {version} here: "
                "the index has no such build"
                for name, version in sorted(public.items())
                if canonicalize_name(name) in locked
            ]
    raise LockError(
        f"the versions in `{source.name}` cannot be resolved:\n" + _explained(ended),
        where=str(source),
        hint="Install versions that go together into the kernel, or edit the lines named above, "
        "then run `nb2prod lock` again.",
    )


def _compile(
    name: str,
    text: str,
    constraints: Mapping[str, str],
    tool: str,
    environment: Environment,
    scratch: Path,
    report: Report,
) -> tuple[Ended, str]:
    (scratch / name).write_text(text, encoding="utf-8")
    bounds = "".join(f"{n}=={v}\n" for n, v in sorted(constraints.items()))
    (scratch / "constraints.txt").write_text(bounds, encoding="utf-8")
    output = scratch / Path(name).with_suffix(".txt").name
    output.unlink(missing_ok=True)
    files = (name, "--constraint", "constraints.txt", "--output-file", output.name)
    event = Event("lock", f"resolving `{name}` with {tool}")
    report(event)
    env = {k: v for k, v in os.environ.items() if k not in ("PIP_REQUIRE_HASHES",)}
    if tool == "uv":
        command = [str(_uv()), "pip", "compile", *UV_OPTIONS, *files]
        command += ["--python-version", environment.python]
        # pip looks at all its indexes and takes the best; uv is told to do the same
        command += ["--index-strategy", "unsafe-best-match"]
        env = {**_indexes(env), **env}
    else:
        command = [sys.executable, "-c", PIP_COMPILE, *PIP_TOOLS_OPTIONS, *files]
    ended = watch(command, cwd=scratch, environment=env, beat=lambda: report(event))
    return ended, output.read_text(encoding="utf-8") if ended.code == 0 else ""


def _indexes(env: Mapping[str, str]) -> dict[str, str]:
    """pip's own settings in the words of uv, which does not read them."""
    ended = watch([sys.executable, "-m", "pip", "config", "list"], environment=env)
    found: dict[str, list[str]] = {}
    for line in ended.stdout.splitlines():
        key, _, value = line.partition("=")
        key = key.rpartition(".")[2].removeprefix(":").strip()
        if value.startswith(("'", '"')):
            found.setdefault(key, []).extend(str(ast.literal_eval(value)).split())
    words = {
        "UV_DEFAULT_INDEX": found.get("index-url", [])[-1:],
        "UV_INDEX": [index for index in found.get("extra-index-url", []) if _exists(index)],
        "UV_FIND_LINKS": [link for link in found.get("find-links", []) if _exists(link)],
    }
    commas = {"UV_FIND_LINKS": ","}
    return {k: commas.get(k, " ").join(dict.fromkeys(v)) for k, v in words.items() if v}


def _exists(place: str) -> bool:
    return place.startswith(("http:", "https:")) or Path(place.removeprefix("file://")).exists()


def _name(line: str) -> str:
    """The distribution that a line of requirements names; empty for comments and options."""
    try:
        return Requirement(line.partition(" #")[0].strip()).name
    except InvalidRequirement:
        return ""


def _header(environment: Environment, tool: str, pins: str, notes: list[str]) -> str:
    version = _version(tool)
    kernel = "the kernel's versions" if environment.probed else "no kernel was asked"
    lines = [
        f"Locked by `nb2prod lock`: {len(PIN.findall(pins))} packages, {kernel}.",
        f"Python {environment.python}, {sys.platform} {environment.machine}, {tool} {version}.",
        *notes,
    ]
    return "".join(f"# {line}\n" for line in lines)


def _version(tool: str) -> str:
    try:
        return metadata.version(tool)
    except metadata.PackageNotFoundError:
        return ""


def _explained(ended: Ended) -> str:
    """The lines of a resolver that say why: pip's list of causes, or the telling ones."""
    error = ended.stderr.partition("Traceback (most recent call last)")[0]
    causes = ended.stdout.partition("The conflict is caused by:")[2]
    text = causes.partition("Additionally, some")[0].partition("To fix this you")[0] or error
    text = re.sub(r"\x1b\[[0-9;]*m|\(from versions: .*", "", ADDRESS.sub("<index>", text))
    lines = [line.strip() for line in text.splitlines() if not line.startswith("WARNING")]
    telling = [line for line in lines if causes or TELLING.search(line)]
    kept = [line for line in dict.fromkeys(telling or lines[-5:]) if line] or ["no message"]
    return "\n".join(f"  {line}" for line in kept[:10])
