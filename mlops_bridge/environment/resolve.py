"""Resolve: pip-tools or uv, asked for exact versions with their hashes."""

from __future__ import annotations

import ast
import os
import re
import shutil
import sys
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from ..errors import LockError
from ..progress import Event, Report
from .process import Ended, watch
from .target import PLATFORMS, Target

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
UV_OPTIONS = ("--generate-hashes", "--strip-extras", "--no-header", "--no-annotate", "--no-color")
RETRIES = "2"
"""How often pip asks an index again that does not answer; its own five take half a minute."""
TELLING = re.compile(
    r"cannot install|depends? on|requires?\b|conflict|no matching distribution|no solution"
    r"|could not find a version|unsatisfiable|not found|the user requested",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"\b(?:https?|file)://\S+")
ANSI = re.compile(r"\x1b\[[0-9;]*m")
UNREACHABLE = re.compile(
    r"NewConnectionError|NameResolutionError|Max retries exceeded|ConnectTimeout|Connection refused"
    r"|ReadTimeout|ProxyError|error sending request|dns error|failed to lookup|operation timed out"
    r"|Failed to fetch|Connection aborted|RemoteDisconnected|SSLError"
    r"|\b50[234]\b.*(?:Error|Unavail)"
)
REFUSED = re.compile(r"\b40[13]\b[^\n]*(?:Error|Forbidden|Unauthorized)|(?:Unauthorized|Forbidden)")
YANKED = re.compile(
    r"yanked version: '(?P<pip>[\w.-]+)' candidate \(version (?P<version>[^ )]+)"
    r"[\s\S]*?Reason for being yanked: (?P<why>[^\n]*)"
    r"|`(?P<uv>[\w.-]+)==(?P<same>[^`]+)` is yanked(?: \(reason: \"(?P<said>[^\"]*)\"\))?"
)


@dataclass(frozen=True)
class Asked:
    """What is to be resolved: the text of a requirements file, and what is binding for others.

    `constraints` are exact versions by name, `ranges` lines such as ``numpy<2``.
    """

    name: str
    text: str
    constraints: Mapping[str, str]
    ranges: tuple[str, ...]
    target: Target
    universal: bool = False


@dataclass(frozen=True)
class Answer:
    """The pins as text, and remarks about them; `failed` says why there are none."""

    pins: str = ""
    notes: tuple[str, ...] = ()
    failed: str = ""


def choose(wanted: str | None, target: Target, *, other: bool) -> str:
    """The resolver to ask.

    Parameters
    ----------
    wanted : {"pip-tools", "uv"}, optional
        pip-tools when None, except where only uv can answer.
    other : bool
        Whether the target is another Python or platform than ours.

    Raises
    ------
    LockError
        If the wanted one is not there or cannot answer.
    """
    if wanted not in (None, "pip-tools", "uv"):
        raise LockError(f"no resolver is named `{wanted}`", hint="Choose pip-tools or uv.")
    if other and wanted != "uv":
        # pip-compile answers for the Python it runs in, whatever --pip-args say
        if wanted is None and uv() is not None:
            return "uv"
        ours = f"Python {sys.version_info[0]}.{sys.version_info[1]} on this platform"
        raise LockError(
            f"the lock is for Python {target.python} on {target.platform or 'all platforms'}, and "
            f"pip-tools resolves for {ours} only",
            hint="Lock with uv: pip install uv, then leave --resolver out.",
        )
    if wanted == "uv" and uv() is None:
        raise LockError("`uv` is not installed", hint="Run: pip install uv")
    return wanted or "pip-tools"


def uv() -> str | None:
    """The program uv: beside our Python, or on the path."""
    return shutil.which("uv", path=sysconfig.get_path("scripts")) or shutil.which("uv")


def version(tool: str) -> str:
    """The installed version of a resolver."""
    try:
        return metadata.version(tool)
    except metadata.PackageNotFoundError:
        return ""


def resolve(asked: Asked, tool: str, scratch: Path, report: Report) -> Answer:
    """Ask a resolver; the configuration of pip and uv, proxies and private indexes are the user's.

    Raises
    ------
    LockError
        If the index does not answer, or lets nobody in.
    """
    (scratch / asked.name).write_text(asked.text, encoding="utf-8")
    bounds = "".join(f"{n}=={v}\n" for n, v in sorted(asked.constraints.items()))
    bounds += "".join(f"{line}\n" for line in asked.ranges)
    (scratch / "constraints.txt").write_text(bounds, encoding="utf-8")
    output = scratch / Path(asked.name).with_suffix(".txt").name
    output.unlink(missing_ok=True)
    files = (asked.name, "--constraint", "constraints.txt", "--output-file", output.name)
    event = Event("lock", f"resolving `{asked.name}` with {tool}")
    report(event)
    env = {k: v for k, v in os.environ.items() if k not in ("PIP_REQUIRE_HASHES",)}
    if tool == "uv":
        command = [str(uv()), "pip", "compile", *UV_OPTIONS, *files]
        command += ["--python-version", asked.target.python]
        if asked.universal:
            command += ["--universal"]
        elif asked.target.platform:
            command += ["--python-platform", PLATFORMS[asked.target.platform]]
        env = {**_indexes(env), **env}
        if env.get("UV_INDEX"):
            # pip looks at all its indexes and takes the best; uv is told to do the same. Where it
            # has only one, it tells a refused password from a package that is not there.
            command += ["--index-strategy", "unsafe-best-match"]
    else:
        command = [sys.executable, "-c", PIP_COMPILE, *PIP_TOOLS_OPTIONS, *files]
        env.setdefault("PIP_RETRIES", RETRIES)
    ended = watch(command, cwd=scratch, environment=env, beat=lambda: report(event))
    said = ANSI.sub("", f"{ended.stdout}\n{ended.stderr}")
    if ended.code == 0:
        lines = output.read_text(encoding="utf-8").splitlines(keepends=True)
        pins = "".join(line for line in lines if line.strip() and not line.startswith("#"))
        return Answer(pins, _yanked(said))
    _refuse_silence(said)
    return Answer(failed=_explained(ended))


def _refuse_silence(said: str) -> None:
    """Raise if no answer came from an index: its silence says nothing about versions."""
    if UNREACHABLE.search(said):
        raise LockError(
            "the package index does not answer",
            hint="Check the network, the proxy and `pip config list`, then run it again; or pin "
            "what the kernel has installed, without hashes: nb2prod lock --offline",
        )
    if REFUSED.search(said):
        raise LockError(
            "the package index lets nobody in with these credentials",
            hint="Check the index in `pip config list`, its user and its password.",
        )


def _yanked(said: str) -> tuple[str, ...]:
    """A remark on each pinned version that its makers have taken back."""
    found = {}
    for match in YANKED.finditer(said):
        name, which = match["pip"] or match["uv"], match["version"] or match["same"]
        why = (match["why"] or match["said"] or "").strip()
        reason = f": {why}" if why and why not in ("<none given>", "None") else ""
        found[name.lower()] = f"`{name}` {which} was taken back by its makers{reason}"
    return tuple(found[name] for name in sorted(found))


def _indexes(env: Mapping[str, str]) -> dict[str, str]:
    """pip's own settings in the words of uv, which does not read them."""
    ended = watch([sys.executable, "-m", "pip", "config", "list"], environment=env)
    found: dict[str, list[str]] = {}
    for line in ended.stdout.splitlines():
        key, _, value = line.partition("=")
        key = key.rpartition(".")[2].removeprefix(":").strip()
        if value.startswith(("'", '"')):
            found[key] = str(ast.literal_eval(value)).split()  # what counts more comes later
    words = {
        "UV_DEFAULT_INDEX": found.get("index-url", []),
        "UV_INDEX": [index for index in found.get("extra-index-url", []) if _exists(index)],
        "UV_FIND_LINKS": [link for link in found.get("find-links", []) if _exists(link)],
        "SSL_CERT_FILE": [] if env.get("SSL_CERT_FILE") else found.get("cert", []),
    }
    commas = {"UV_FIND_LINKS": ","}
    return {k: commas.get(k, " ").join(dict.fromkeys(v)) for k, v in words.items() if v}


def _exists(place: str) -> bool:
    return place.startswith(("http:", "https:")) or Path(place.removeprefix("file://")).exists()


def _explained(ended: Ended) -> str:
    """The lines of a resolver that say why: pip's list of causes, or the telling ones."""
    error = ended.stderr.partition("Traceback (most recent call last)")[0]
    causes = ended.stdout.partition("The conflict is caused by:")[2]
    text = causes.partition("Additionally, some")[0].partition("To fix this you")[0] or error
    text = re.sub(r"\(from versions: .*", "", ADDRESS.sub("<index>", ANSI.sub("", text)))
    lines = [line.strip() for line in text.splitlines() if not line.startswith("WARNING")]
    telling = [line for line in lines if causes or TELLING.search(line)]
    kept = [line for line in dict.fromkeys(telling or lines[-5:]) if line] or ["no message"]
    return "\n".join(f"  {line}" for line in kept[:10])
