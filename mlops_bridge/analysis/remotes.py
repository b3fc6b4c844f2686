"""Remotes: data from the web, object stores and databases that a model learns from."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from ..finding import Fix, Place
from .knowledge import words
from .program import Code
from .repairs import insert
from .trace import Call, Calls
from .values import Value

_REMOTE = re.compile(r"^(?!file:)[a-z][\w+.\-]+://", re.IGNORECASE)
_DATE = r"(?<!\d)(?:19|20)\d\d[-_/.]?(?:0[1-9]|1[0-2])(?!\d{3})"
_VERSIONED = re.compile(
    rf"{_DATE}|[/=@](?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{{7,64}}(?=[/?&#]|$)"
    r"|(?i:version_?id|generation|snapshot|sha256|revision|commit|rev|version)=\w"
    r"|(?i:[/?&](?:year|date|dt|ds|day)=)|[/@_-]v?\d+\.\d+(?:\.\d+)*(?=/|$)|[/@]v\d+(?=/|$)"
    r"|/releases/download/|/refs/tags/|/tags/"
)
_AS_OF = re.compile(
    rf"\b(?:SYSTEM_TIME|VERSION|TIMESTAMP)\s+AS\s+OF\b|\b(?:AT|BEFORE)\s*\(|@v\d+|{_DATE}"
    r"|\b(?:snapshot|version|ds|dt|partition_?date|_partition\w*)\s*(?:=|<=)",
    re.IGNORECASE,
)
_SELECT = re.compile(r"\s*(?:--.*\n\s*)*(?:select|with)\b", re.IGNORECASE)
_READS = ("loader", "query", "fetch")
_VERSION_WORDS = ("VersionId", "version_id", "versionId", "generation", "snapshot", "rev", "sha")


class Remote(NamedTuple):
    """Data read over the network, without anything that names its version.

    `what` is the address or the query's beginning; `remarks` are more reasons why it changes.
    """

    what: str
    place: Place
    query: bool
    remarks: tuple[str, ...]
    confidence: float
    fix: Fix | None


def remotes(calls: Calls, fitted: frozenset[object]) -> tuple[Remote, ...]:
    """The remote data among the sources that reach a fit, once each source."""
    found: dict[str, Remote] = {}
    for call in (*calls.role(*_READS), *calls.written(*words("remote_reads"))):
        sources = {region.source for region in call.value.rows}
        if call.role == "fetch" and call.api is not None and "target" in call.api.facts:
            target = call.argument(int(call.api.facts["target"]), "filename", "out", "output")
            sources.add(("file", target.text if target is not None else None))
        if not sources & fitted:
            continue
        for remote in (*_address(call), *_query(call), *_store(call)):
            found.setdefault(remote.what, remote)
    return tuple(sorted(found.values(), key=lambda r: (r.place.cell, r.place.line)))


def external(calls: Calls, fitted: frozenset[object]) -> bool:
    """Whether rows that reach a fit come from a file, an address or a query without a version."""
    return any(
        region.source in fitted
        for call in (*calls.role(*_READS), *calls.written(*words("remote_reads")))
        if "versioned" not in call.value.tags
        for region in call.value.rows
    )


def _given(call: Call) -> Value | None:
    position = int(call.api.facts.get("path", 0)) if call.api is not None else 0
    return call.argument(
        position, "filepath_or_buffer", "path", "io", "fname", "url", "sql", "query"
    )


def _address(call: Call) -> Iterator[Remote]:
    given = _given(call)
    text = given.text if given is not None else None
    if not text or not _REMOTE.match(text) or _is_versioned(call, text):
        return
    if given is not None and "versioned" in given.tags:
        return
    if call.role not in _READS:
        return
    name = text.partition("?")[0]
    name = name if "@" not in name else name.partition("://")[2].rpartition("@")[2]
    place = call.argument_place(0, "filepath_or_buffer", "path", "io", "url")
    year = re.search(r"(?:19|20)\d\d[^/]*$", text)
    yield Remote(name, place, False, (), 0.6 if year else 0.9, _recording(call))


def _is_versioned(call: Call, text: str) -> bool:
    if _VERSIONED.search(text) or any(host in text for host in words("archive_hosts")):
        return True
    options = call.keywords.get("storage_options")
    keys = {str(key) for key in options.keys} if options is not None else set[str]()
    return bool((keys | set(call.keywords)) & set(_VERSION_WORDS))


def _query(call: Call) -> Iterator[Remote]:
    if call.role != "query" and not (call.written in ("sql", "query") and _args_query(call)):
        return
    text = call.args[0].text if call.args else None
    given = call.argument(0, "sql", "query", "table_name")
    text = given.text if given is not None else text
    if text is None or call.written in ("read_html", "read_clipboard") or _AS_OF.search(text):
        return
    if "params" in call.keywords or _REMOTE.match(text):
        return
    remarks = list[str]()
    if re.search(r"\bselect\s+\*", text, re.IGNORECASE):
        remarks.append("`SELECT *` also takes new columns")
    if re.search(r"\blimit\b", text, re.I) and not re.search(r"\border\s+by\b", text, re.I):
        remarks.append("`LIMIT` without `ORDER BY` takes any rows")
    short = " ".join(text.split())
    short = short if len(short) <= 60 else f"{short[:57]}..."
    local = "memory" in "".join(v.text or "" for v in call.values)
    yield Remote(short, call.place, True, tuple(remarks), 0.6 if local else 0.9, _recording(call))


def _args_query(call: Call) -> bool:
    return bool(call.args and call.args[0].text and _SELECT.match(call.args[0].text))


def _store(call: Call) -> Iterator[Remote]:
    """An object of a bucket, read by a client."""
    if call.written not in ("get_object", "download_blob", "download_as_bytes", "get_blob"):
        return
    if set(call.keywords) & set(_VERSION_WORDS):
        return
    key = call.keywords.get("Key")
    name = key.text if key is not None and key.text else call.written
    if not _VERSIONED.search(f"/{name}"):
        yield Remote(name, call.place, False, (), 0.85, None)


def _recording(call: Call) -> Fix | None:
    """Print the number of rows and a hash of them, where one name gets a pandas table."""
    if "pandas" not in call.value.tags or call.value.kind != "frame" or call.code.tree is None:
        return None
    if not isinstance(call.node.func, ast.Attribute) or call.function:
        return None
    code = call.code
    for node in code.tree.body if code.tree is not None else ():
        if isinstance(node, ast.Assign) and node.value is call.node:
            target = node.targets[0]
            if len(node.targets) != 1 or not isinstance(target, ast.Name):
                return None
            pandas = code.segment(call.node.func.value)
            text = (
                f'print("rows and hash:", len({target.id}), '
                f"{pandas}.util.hash_pandas_object({target.id}).sum())"
            )
            return _below(code, node, text)
    return None


def _below(code: Code, node: ast.stmt, text: str) -> Fix | None:
    place = code.place(node)
    rest = code.cell.source.split("\n")[place.end_line - 1][place.end_column - 1 :]
    if rest.strip() and not rest.lstrip().startswith("#"):
        return None
    edit = insert(code, place.end_line, place.end_column + len(rest), f"\n{text}")
    return Fix("Record the number of rows and their hash", "S", (edit,))
