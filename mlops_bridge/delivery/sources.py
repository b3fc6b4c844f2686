"""Sources: data that a job reads over a network, with the version that the source names."""

from __future__ import annotations

import ast
import base64
import json
import os
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from ..convert.manifest import Manifest
from ..environment.kernel import interpreter
from ..environment.process import watch
from ..errors import KernelError
from .datasets import Dataset

SECONDS = 5.0
MOST = 20
ADDRESS = re.compile(r"^(?!file:|sqlite:)[a-z][\w+.\-]*://\S+$", re.IGNORECASE)
READS = tuple("read load open get fetch url request scan from_ connect create_engine glob".split())
DATABASES = re.compile(r"^(?:postgres|mysql|mariadb|mssql|oracle|snowflake|bigquery|redshift)")
STRONG = {"versionid", "version_id", "etag", "generation", "commit", "reference"}
FACTS = ("VersionId", "version_id", "ETag", "etag", "generation", "LastModified", "mtime", "size")
# asked in the kernel: it has the file systems that the notebook reads by, and their settings
PROBE = """
import json, sys
found = {}
for address in json.load(sys.stdin):
    try:
        import fsspec
        system, path = fsspec.core.url_to_fs(address)
        info = system.info(path)
        found[address] = {key: str(info[key]) for key in FACTS if info.get(key) is not None}
    except Exception as error:
        found[address] = {"error": "%s: %s" % (type(error).__name__, error)}
print(json.dumps(found))
"""


def addresses(project: Path, manifest: Manifest, values: Mapping[str, Any]) -> tuple[str, ...]:
    """The addresses that a job reads: literals in calls of its code, and parameters.

    Only calls whose names say that they read count: a job may print an address, or write to it.
    """
    found: dict[str, None] = {}
    for path in sorted((project / "src").rglob("*.py")):
        try:
            tree = ast.parse(path.read_text(encoding="utf-8"))
        except (SyntaxError, ValueError):
            continue
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func).rpartition(".")[2]
            if not called.startswith(READS):
                continue
            for part in (*node.args[:2], *(k.value for k in node.keywords)):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    if ADDRESS.match(part.value):
                        found[part.value] = None
    for parameter in manifest.parameters:
        value = values.get(parameter.name, parameter.value)
        if isinstance(value, str) and ADDRESS.match(value):
            found[value] = None
    return tuple(found)[:MOST]


def datasets(
    project: Path, manifest: Manifest, values: Mapping[str, Any], kernel: str
) -> tuple[Dataset, ...]:
    """What a job reads over a network, with the version that each source gives now.

    Asked are LakeFS for the commit of a reference, the web for ETag and date, and object stores by
    the kernel's own fsspec for version and ETag. A source that gives none, or does not answer, is
    recorded by its address.
    """
    found = addresses(project, manifest, values)
    stores = [a for a in found if _kind(a) not in ("http", "https", "lakefs") and not _database(a)]
    told = _by_kernel(stores, kernel) if stores else {}
    made = []
    for address in found:
        kind = _kind(address)
        facts: dict[str, str] = told.get(address, {})
        if kind == "lakefs":
            facts = lakefs(address)
        elif kind in ("http", "https"):
            facts = _by_web(address)
        made.append(Dataset(public(address), kind, revision=_kept(facts)))
    return tuple(made)


def public(address: str) -> str:
    """An address without user, password and signature."""
    parts = urllib.parse.urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    return urllib.parse.urlunsplit((parts.scheme, host, parts.path, "", ""))


def lakefs(address: str) -> dict[str, str]:
    """The commit that the reference in ``lakefs://repository/reference/path`` stands on now.

    By LakeFS's own interface (GET /repositories/{repository}/refs/{ref}/commits, its operation
    ``logCommits``), at ``LAKEFS_ENDPOINT`` or ``LAKECTL_SERVER_ENDPOINT_URL``, with the keys in
    ``LAKECTL_CREDENTIALS_ACCESS_KEY_ID`` and ``LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY``.
    """
    parts = urllib.parse.urlsplit(address)
    reference, _, path = parts.path.lstrip("/").partition("/")
    endpoint = os.environ.get("LAKEFS_ENDPOINT") or os.environ.get("LAKECTL_SERVER_ENDPOINT_URL")
    if not endpoint or not reference:
        return {}
    top = endpoint.rstrip("/").removesuffix("/api/v1") + "/api/v1"
    quoted = urllib.parse.quote(reference, safe="")
    query = urllib.parse.urlencode({"amount": 1, "objects": path} if path else {"amount": 1})
    url = f"{top}/repositories/{parts.netloc}/refs/{quoted}/commits?{query}"
    asked = urllib.request.Request(url, headers={"Accept": "application/json"})
    key = os.environ.get("LAKECTL_CREDENTIALS_ACCESS_KEY_ID", "")
    secret = os.environ.get("LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY", "")
    if key:
        _login(asked, key, secret)
    try:
        with urllib.request.urlopen(asked, timeout=SECONDS) as answer:
            commit = json.loads(answer.read())["results"][0]["id"]
    except (OSError, ValueError, LookupError, TypeError):
        return {}
    return {"commit": str(commit), "reference": reference}


def _by_web(address: str) -> dict[str, str]:
    parts = urllib.parse.urlsplit(address)
    login, at, host = parts.netloc.rpartition("@")
    bare = urllib.parse.urlunsplit((parts.scheme, host, parts.path, parts.query, ""))
    asked = urllib.request.Request(bare, method="HEAD")
    if at:
        _login(asked, *map(urllib.parse.unquote, login.partition(":")[::2]))
    with suppress(OSError, ValueError), urllib.request.urlopen(asked, timeout=SECONDS) as answer:
        named = ("ETag", "Last-Modified", "Content-Length")
        return {name: answer.headers[name] for name in named if answer.headers[name]}
    return {}


def _login(asked: urllib.request.Request, user: str, password: str) -> None:
    words = base64.b64encode(f"{user}:{password}".encode()).decode()
    asked.add_header("Authorization", f"Basic {words}")


def _by_kernel(found: Iterable[str], kernel: str) -> dict[str, dict[str, str]]:
    script = PROBE.replace("FACTS", repr(FACTS))
    with suppress(OSError, ValueError, KernelError):
        ended = watch(
            [*interpreter(kernel), "-c", script], stdin=json.dumps(list(found)), timeout=60
        )
        told: dict[str, dict[str, str]] = json.loads(ended.stdout.strip().splitlines()[-1])
        return {address: facts for address, facts in told.items() if "error" not in facts}
    return {}


def _kept(facts: Mapping[str, str]) -> dict[str, str]:
    """What names a version; a size or a date only where nothing better is there."""
    strong = {k: v.strip('"') for k, v in facts.items() if k.lower() in STRONG}
    return strong or {k: v for k, v in facts.items() if v}


def _kind(address: str) -> str:
    return address.partition("://")[0].lower().partition("+")[0]


def _database(address: str) -> bool:
    return bool(DATABASES.match(_kind(address)))
