"""Conda: an environment in conda's own words, from its own records; no conda is needed.

An environment keeps one JSON file for each package in ``conda-meta``, with the address and the md5
of the archive it was installed from.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from packaging.utils import canonicalize_name

from ..errors import LockError
from .kernel import Environment

FILES = ("environment.yml", "env-lock.txt")
_TOKEN = re.compile(r"/t/[^/]+(?=/)")


@dataclass(frozen=True)
class Package:
    """One record: `channel` is its name or address, `url` where the archive lies."""

    name: str
    version: str
    build: str
    channel: str
    subdir: str
    url: str
    md5: str


def packages(prefix: Path) -> tuple[Package, ...]:
    """The packages of a conda environment, by name; empty where there are no records.

    Raises
    ------
    LockError
        For a record that cannot be read.
    """
    found = []
    for path in sorted((prefix / "conda-meta").glob("*.json")):
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            found.append(
                Package(
                    data["name"],
                    data["version"],
                    data.get("build") or data.get("build_string") or "",
                    _channel(str(data.get("channel") or "")),
                    data.get("subdir") or "",
                    _clean(str(data.get("url") or "")),
                    data.get("md5") or "",
                )
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise LockError(
                f"conda's record `{path.name}` cannot be read: {error}",
                where=str(path.parent),
                hint="Repair the environment (conda install --force-reinstall), then lock again.",
            ) from None
    return tuple(sorted(found, key=lambda package: package.name))


def packages_of(environment: Environment) -> tuple[Package, ...]:
    """The conda packages of a kernel's environment; empty where it is not conda's."""
    return packages(Path(environment.prefix)) if environment.prefix else ()


def files(environment: Environment) -> dict[str, str]:
    """``environment.yml`` and ``env-lock.txt`` of the kernel's environment, as text.

    The first names every package with version and build, and what pip installed beside; the
    second is conda's explicit list, which restores the environment byte for byte on the same
    platform. Passwords and tokens in addresses are cut out.

    Raises
    ------
    LockError
        If the kernel's environment is not conda's.
    """
    found = packages_of(environment)
    if not found:
        raise LockError(
            f"the environment of kernel `{environment.kernel}` was not made by conda",
            where=environment.prefix,
            hint="Leave --conda out: requirements.txt is its lock.",
        )
    return {FILES[0]: _environment(environment, found), FILES[1]: _explicit(found)}


def _environment(environment: Environment, found: tuple[Package, ...]) -> str:
    channels = dict.fromkeys(p.channel for p in found if p.channel and "<" not in p.channel)
    ours = {canonicalize_name(package.name) for package in found}
    lines = ["# Locked by `nb2prod lock --conda` from the environment's own records.", "channels:"]
    lines += [f"  - {channel}" for channel in channels]
    lines += ["  - nodefaults", "dependencies:"]
    lines += [f"  - {p.name}={p.version}={p.build}".rstrip("=") for p in found]
    beside = {
        name: version
        for name, version in environment.installed.items()
        if canonicalize_name(name) not in ours and not _brings(name, found)
    }
    if beside:
        lines += ["  - pip:"]
        lines += [
            f"      - {n}=={v}" for n, v in sorted(beside.items(), key=lambda i: i[0].lower())
        ]
    return "\n".join(lines) + "\n"


def _brings(name: str, found: tuple[Package, ...]) -> bool:
    """Whether a conda package of another name is a distribution: ``pytorch`` is ``torch``."""
    key = canonicalize_name(name)
    other = {"torch": "pytorch", "opencv-python": "opencv", "msgpack": "msgpack-python"}
    names = {package.name for package in found}
    return bool({other.get(key, key), f"python-{key}", f"{key}-core", f"{key}-base"} & names)


def _explicit(found: tuple[Package, ...]) -> str:
    platforms = sorted({package.subdir for package in found} - {"noarch", ""})
    lines = [
        "# Locked by `nb2prod lock --conda`. Restored by: conda create --name NAME --file THIS",
        f"# platform: {', '.join(platforms) or 'any'}",
        "@EXPLICIT",
    ]
    lines += [f"{p.url}#{p.md5}" if p.md5 else p.url for p in found if p.url]
    missing = [p for p in found if not p.url]
    lines += [f"# no address is known of {p.name} {p.version} {p.build}" for p in missing]
    return "\n".join(lines) + "\n"


def _clean(url: str) -> str:
    """An address without user, password, query and token."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, _TOKEN.sub("", parts.path), "", ""))


def _channel(channel: str) -> str:
    """The name of a channel: of an address on a public host its last part."""
    cleaned = _clean(channel).rstrip("/")
    parts = [part for part in cleaned.split("/") if part]
    if parts and re.fullmatch(r"(?:linux|osx|win|noarch)[\w-]*", parts[-1]):
        cleaned = cleaned.removesuffix(f"/{parts[-1]}")
        parts = parts[:-1]
    hosts = ("conda.anaconda.org", "repo.anaconda.com")
    return parts[-1] if any(host in parts for host in hosts) else cleaned
