"""Dataset: an input of a run, with what says which version of it was read."""

from __future__ import annotations

import ast
import json
import os
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from ..convert.manifest import Manifest
from ..environment import workplace
from ..notebook import history

SAMPLED = 1000
"""Rows that are read to tell the columns of a table."""


@dataclass(frozen=True)
class Dataset:
    """One input of a job.

    Attributes
    ----------
    name : path relative to the data folder, or the address without credentials
    kind : "file", or the scheme of the address ("s3", "https", "lakefs", "postgresql", ...)
    digest : sha256 of a file; "" for what is not read by us
    size : bytes of a file
    revision : what its versions are kept by, such as ``{"dvc": md5, "git": commit}`` or
        ``{"VersionId": ...}``; empty where nothing keeps them
    modified : whether the file differs from that revision
    """

    name: str
    kind: str = "file"
    digest: str = ""
    size: int = 0
    revision: Mapping[str, str] = field(default_factory=dict)
    modified: bool = False

    @property
    def identity(self) -> str:
        """What changes when the data changes: the sha256, else what the source says; or ""."""
        if self.digest:
            return self.digest
        return json.dumps(dict(self.revision), sort_keys=True) if self.revision else ""

    @property
    def said(self) -> str:
        """The revision for people: ``dvc 1a2b3c4d, git 5e6f7a8b``."""
        parts = [f"{key} {value[:12]}" for key, value in self.revision.items()]
        return ", ".join([*parts, "modified since"] if self.modified else parts)


def paths(manifest: Manifest, values: Mapping[str, Any], data: Path) -> tuple[str, ...]:
    """The files that a job reads with these parameters, relative to its data folder.

    A parameter that names another file than its default takes that file's place.
    """
    found = dict.fromkeys(manifest.inputs)
    for parameter in manifest.parameters:
        if parameter.name not in values or parameter.type not in ("str", "Path"):
            continue
        default, value = str(parameter.value), str(values[parameter.name])
        if value == default:
            continue
        found.pop(default.removeprefix("./"), None)
        name = value.removeprefix("./")
        if value and not PurePosixPath(value).is_absolute() and (data / name).is_file():
            found[name] = None
    return tuple(found)


def files(names: Iterable[str], data: Path) -> tuple[Dataset, ...]:
    """Look at files of a data folder; those that are not there are left out."""
    found = []
    for name in names:
        path = data / name
        if path.is_file():
            revision, modified = history.revision_of(path)
            found.append(
                Dataset(
                    PurePosixPath(name).as_posix(),
                    digest=workplace.digest(path),
                    size=path.stat().st_size,
                    revision=revision,
                    modified=modified,
                )
            )
    return tuple(found)


def with_pinned(
    found: tuple[Dataset, ...],
    project: Path,
    manifest: Manifest,
    values: Mapping[str, Any],
    data: Path,
) -> tuple[Dataset, ...]:
    """The inputs, where those that the job reads at a revision of DVC are what that revision has.

    Such are calls of ``dvc.api.read`` or ``open`` with a path and a ``rev`` that stand in the code.
    """
    root = Path(history.repository(data) or data)
    usual = {p.name: p.value for p in manifest.parameters} | dict(values)
    pinned: dict[str, Dataset] = {}
    for path in sorted((project / "src").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "dvc" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            revision = next((k.value for k in node.keywords if k.arg == "rev"), None)
            called = ast.unparse(node.func)
            if not isinstance(revision, ast.Constant) or not called.endswith(("read", "open")):
                continue
            name = _resolved(node.args[0], usual)
            if name and (md5 := history.kept(root, name, str(revision.value))):
                kept = {"dvc": md5, "git": str(revision.value)}
                pinned[name] = Dataset(name, "file", "", 0, kept)
    inside = {_relative(root, data, name): name for name in pinned}
    rest = tuple(d for d in found if d.name not in inside)
    return (*rest, *(replace(pinned[name], name=here) for here, name in inside.items()))


def _resolved(node: ast.expr, values: Mapping[str, Any]) -> str:
    """The path that an expression stands for: a literal, a parameter, or the sum of both."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.Name):
        return str(values.get(node.id, ""))
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _resolved(node.left, values), _resolved(node.right, values)
        return left + right if left and right else ""
    return ""


def _relative(root: Path, data: Path, name: str) -> str:
    return Path(os.path.relpath(root / name, data.resolve())).as_posix()


def schema(path: Path) -> list[tuple[str, str]]:
    """The columns of a table and their types, as pandas reads its first rows; empty for others."""
    import pandas

    readers = {
        ".csv": lambda: pandas.read_csv(path, nrows=SAMPLED),
        ".tsv": lambda: pandas.read_csv(path, sep="\t", nrows=SAMPLED),
        ".jsonl": lambda: pandas.read_json(path, lines=True, nrows=SAMPLED),
        ".parquet": lambda: _arrow(path),
    }
    name = path.name.removesuffix(".gz")
    reader = readers.get(PurePosixPath(name).suffix.lower())
    if reader is None:
        return []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            table = reader()
        except (ValueError, OSError, ImportError, UnicodeError):
            return []  # not the table that its name promises
    if isinstance(table, list):
        return table
    return [(str(column), str(kind)) for column, kind in table.dtypes.items()]


def _arrow(path: Path) -> Any:
    from importlib import import_module

    parquet = import_module("pyarrow.parquet")
    return [(each.name, str(each.type)) for each in parquet.read_schema(path)]


def logged(dataset: Dataset, columns: Iterable[tuple[str, str]] = ()) -> Any:
    """The dataset as an input of an MLflow run."""
    from mlflow.entities import Dataset as Entity
    from mlflow.entities import DatasetInput, InputTag

    colspec = [{"name": name, "type": kind, "required": True} for name, kind in columns]
    identity = dataset.identity
    entity = Entity(
        name=dataset.name,
        digest=identity[:36] if dataset.digest else _short(identity),
        source_type="local" if dataset.kind == "file" else dataset.kind,
        source=json.dumps({"uri": dataset.name}),
        schema=json.dumps({"mlflow_colspec": colspec}) if colspec else None,
        profile=json.dumps({"bytes": dataset.size}) if dataset.size else None,
    )
    tags = {"mlflow.data.context": "input"}
    if dataset.digest:
        tags["nb2prod.sha256"] = dataset.digest
    tags |= {f"nb2prod.{key}": value for key, value in dataset.revision.items()}
    if dataset.modified:
        tags["nb2prod.modified"] = "since that revision"
    return DatasetInput(entity, [InputTag(key, value[:500]) for key, value in tags.items()])


def _short(identity: str) -> str:
    """MLflow takes digests of up to 36 characters, and wants one."""
    import hashlib

    return hashlib.sha256(identity.encode()).hexdigest()[:36] if identity else "unknown"
