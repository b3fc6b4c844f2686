"""Snapshot: the environment that a notebook was locked from, as a file of the project."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from ..errors import LockError
from .conda import packages_of
from .hardware import Hardware
from .kernel import Environment

NAME = "environment.json"


def snapshot(environment: Environment, hardware: Hardware) -> str:
    """The kernel's record as JSON: Python, platform, hardware, distributions with their origin.

    Where a distribution came from a folder, an archive or a repository, its kind is told, and the
    commit of a repository; no path of this machine and no address is.
    """
    conda = set[str]()
    with suppress(LockError):  # a broken record of conda's is only of interest with --conda
        conda = {package.name for package in packages_of(environment)}
    installed = {
        name: _entry(name, version, environment, conda)
        for name, version in sorted(environment.installed.items(), key=lambda i: i[0].lower())
    }
    data = {
        "python": environment.python,
        "system": environment.system,
        "machine": environment.machine,
        "libc": environment.libc,
        "kernel": environment.kernel,
        "probed": environment.probed,
        "hardware": asdict(hardware),
        "installed": installed,
    }
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def _entry(
    name: str, version: str, environment: Environment, conda: set[str]
) -> str | dict[str, str]:
    record: Mapping[str, Any] | None = environment.direct.get(name)
    if record is None:
        return {"version": version, "origin": "conda"} if name.lower() in conda else version
    if "vcs_info" in record:
        commit = str(record["vcs_info"].get("commit_id", ""))
        return {
            "version": version,
            "origin": record["vcs_info"].get("vcs", "git"),
            "commit": commit,
        }
    if "archive_info" in record:
        return {"version": version, "origin": "archive"}
    editable = record.get("dir_info", {}).get("editable")
    return {"version": version, "origin": "editable" if editable else "folder"}
