"""BuildKit: a build by the docker command, with secrets that stay in no layer."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from ..environment.process import watch
from ..errors import EngineMissing


@dataclass(frozen=True)
class Secrets:
    """Files that a build may read and that stay in no layer; with BuildKit only.

    Attributes
    ----------
    pip_conf : pip's configuration, with the address and the password of an index
    ca : certificates to trust
    netrc : user and password by host
    """

    pip_conf: Path | None = None
    ca: Path | None = None
    netrc: Path | None = None

    @property
    def places(self) -> dict[str, tuple[Path | None, str]]:
        """Each secret's id, file, and place in the build."""
        return {
            "pip_conf": (self.pip_conf, "/etc/pip.conf"),
            "ca": (self.ca, "/run/secrets/ca.pem"),
            "netrc": (self.netrc, "/root/.netrc"),
        }


def command() -> str:
    """The docker command that has BuildKit: from 23 on it is a plugin, which may be missing."""
    found = []
    for folder in os.get_exec_path():
        program = shutil.which("docker", path=folder)
        if program is None:
            continue
        found.append(program)
        told = watch([program, "--version"]).stdout
        major = re.search(r"version (\d+)", told)
        if (major and 18 <= int(major[1]) < 23) or watch([program, "buildx", "version"]).code == 0:
            return program
    if found:
        raise EngineMissing(
            f"`{found[0]}` has no BuildKit",
            hint="Install its plugin (docker-buildx), or build without --buildkit.",
        )
    raise EngineMissing(
        "the command `docker` is not on the path, and BuildKit is built by it",
        hint="Install Docker's command line, or build without --buildkit.",
    )


def mounted(text: str) -> str:
    """A Dockerfile whose instructions that install see BuildKit's secrets and pip's cache."""
    secrets = " ".join(
        f"--mount=type=secret,id={name},target={place}"
        for name, (_, place) in Secrets().places.items()
    )
    mounts = f"{secrets} --mount=type=cache,target=/root/.cache/pip"
    trust = "if [ -f /run/secrets/ca.pem ]; then export PIP_CERT=/run/secrets/ca.pem; fi"
    found = []
    for instruction in re.split(r"(?m)^(?=RUN )", text):
        first, rest = re.match(r"(RUN (?:.*\\\n)*.*\n?)?([\s\S]*)", instruction).groups("")  # type: ignore[union-attr]
        if re.search(r"\bpip\b[^\n]*\binstall\b", first):
            first = first.replace("RUN ", f"RUN {mounts} \\\n    {trust} \\\n && ", 1)
            first = first.replace(" --no-cache-dir", "")
        found.append(first + rest)
    return "".join(found)
