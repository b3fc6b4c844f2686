"""Project: the files of a plan, rendered and written."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from ..errors import ProjectError
from ..notebook.together import put
from . import codegen, job
from .manifest import Manifest, StepRecord, load
from .plan import Plan, cell_map

Status = Literal["new", "changed", "unchanged", "kept", "removed"]


@dataclass(frozen=True)
class Project:
    """Relative path to text, the manifest included."""

    name: str
    files: Mapping[str, str]
    manifest: Manifest


@dataclass(frozen=True)
class Written:
    """What `write` did to each file. "kept" are files that the user has edited."""

    folder: Path
    files: Mapping[str, Status]

    @property
    def kept(self) -> tuple[str, ...]:
        return tuple(path for path, status in self.files.items() if status == "kept")


def templates() -> Path:
    """The folder of the targets: in the package, or beside it in a clone."""
    inside = Path(__file__).parent.parent / "templates"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "templates"


def targets() -> dict[str, str]:
    """The targets that there are, each with its description."""
    return {
        folder.name: (folder / "README.md").read_text(encoding="utf-8").split("\n")[0]
        for folder in sorted(templates().iterdir())
        if (folder / "README.md").is_file()
    }


def render(plan: Plan, tool: str, extra: tuple[str, ...] = ()) -> Project:
    """Render a plan with the default target and the `extra` ones. Pure: same plan, same bytes.

    Raises
    ------
    ProjectError
        For a target that does not exist.
    """
    files: dict[str, str] = {}
    cells: dict[str, tuple[tuple[int, int, int], ...]] = {}
    for name, lines in plan.modules_text.items():
        path = f"src/{plan.name}/{name}.py"
        files[path] = codegen.text(lines)
        cells[path] = cell_map(lines)
    files["notebooks/job.ipynb"] = job.notebook(plan)
    for target in ("project", *extra):
        files.update(_rendered(plan, target))
    files.update((f"src/{path}", text) for path, text in plan.own.items())
    files = {path: files[path] for path in sorted(files)}
    manifest = Manifest(
        name=plan.name,
        title=plan.title,
        tool=tool,
        python=plan.python,
        kernel=plan.kernel,
        notebook=plan.origin,
        source=plan.source,
        rung=plan.rung,
        parameters=plan.parameters,
        steps=tuple(
            StepRecord(s.name, s.title, s.cells, s.inputs, s.outputs, s.line, s.reason)
            for s in plan.steps
        ),
        explored=plan.explored,
        results=plan.results,
        secrets=plan.secrets,
        inputs=plan.inputs,
        imports=plan.modules,
        base=plan.base,
        tracks=plan.tracks,
        ladder=plan.ladder,
        verdict=plan.verdict,
        types=plan.types,
        files={path: _hash(text) for path, text in files.items()},
        cells=cells,
    )
    return Project(plan.name, {**files, "manifest.json": manifest.dumps()}, manifest)


def _rendered(plan: Plan, target: str) -> dict[str, str]:
    folder = templates() / target
    if target not in targets():
        known = ", ".join(targets())
        raise ProjectError(f"no target `{target}`", hint=f"The targets are: {known}.")
    environment = _environment(folder)
    found = {}
    for path in sorted(folder.rglob("*.j2")):
        relative = path.relative_to(folder).as_posix()
        name = environment.from_string(relative.removesuffix(".j2")).render(plan=plan)
        text = environment.get_template(relative).render(plan=plan)
        if text.strip():  # a file with nothing to say is not written
            found[name] = text.strip("\n") + "\n"
    return found


@cache
def _environment(folder: Path) -> Any:
    """The engine of one target; its compiled templates serve every preview of a session."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,  # the output is Python, TOML and Markdown, never HTML
    )


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def write(project: Project, folder: Path, *, force: bool = False) -> Written:
    """Write a project; files that the user edited since the last conversion are left alone.

    Everything is first written to a folder beside, so that a failure leaves nothing half-done.

    Parameters
    ----------
    force : replace edited files and accept a folder that holds something else

    Raises
    ------
    ProjectError
        If the folder holds something that is no generated project, or cannot be written.
    """
    former = _former(folder, force)
    statuses: dict[str, Status] = {}
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise ProjectError(
            f"cannot be written ({error.strerror})",
            where=str(folder.parent),
            hint="Choose another folder with -o.",
        ) from None
    try:
        statuses = _statuses(project, folder, former, force)
        kept_hashes = {path: former[path] for path, s in statuses.items() if s == "kept"}
        files = dict(project.files)
        if kept_hashes:
            # the hash of what convert wrote stays, so that the file still counts as edited
            manifest = replace(project.manifest, files={**project.manifest.files, **kept_hashes})
            files["manifest.json"] = manifest.dumps()
        for path in statuses:
            if statuses[path] in ("new", "changed"):
                target = scratch / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(files[path], encoding="utf-8", newline="\n")
        _publish(scratch, folder, statuses)
        for path, old in former.items():
            if path not in project.files and _current(folder / path) == old:
                (folder / path).unlink()
                statuses[path] = "removed"
    except OSError as error:
        raise ProjectError(
            f"cannot be written ({error.strerror})",
            where=str(error.filename or folder),
            hint="Check the permissions and the space of the disk.",
        ) from None
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return Written(folder, statuses)


def compare(project: Project, folder: Path, *, force: bool = False) -> dict[str, Status]:
    """What `write` would do to each file; writes nothing.

    Raises
    ------
    ProjectError
        If the folder holds something that is no generated project.
    """
    former = _former(folder, force)
    found = _statuses(project, folder, former, force)
    gone = (p for p, old in former.items() if p not in found and _current(folder / p) == old)
    return {**found, **dict.fromkeys(gone, "removed")}


def _statuses(
    project: Project, folder: Path, former: Mapping[str, str], force: bool
) -> dict[str, Status]:
    found: dict[str, Status] = {}
    for path, text in project.files.items():
        current = _current(folder / path)
        edited = current is not None and path in former and current != former[path]
        if current == _hash(text):
            found[path] = "unchanged"
        elif edited and not force and path != "manifest.json":
            found[path] = "kept"
        else:
            found[path] = "new" if current is None else "changed"
    return found


def _former(folder: Path, force: bool) -> Mapping[str, str]:
    """The hashes of what an earlier conversion wrote to the folder."""
    if not folder.exists():
        return {}
    if not folder.is_dir():
        raise ProjectError(
            "is a file, not a folder", where=str(folder), hint="Choose another with -o."
        )
    if not any(folder.iterdir()):
        return {}
    if (folder / "manifest.json").is_file():
        return load(folder).files
    if force:
        return {}
    raise ProjectError(
        "the folder holds something that nb2prod did not write",
        where=str(folder),
        hint="Choose an empty folder with -o, or add --force to write into this one.",
    )


def _current(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _publish(scratch: Path, folder: Path, statuses: Mapping[str, Status]) -> None:
    if not folder.exists():
        scratch.chmod(0o755)
        scratch.replace(folder)
        return
    # the manifest last: until it is there, the former one still describes the folder
    for path in sorted(statuses, key=lambda p: p == "manifest.json"):
        if statuses[path] in ("new", "changed"):
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            (scratch / path).replace(target)


def where(folder: Path, module: str, line: int) -> tuple[int, int] | None:
    """The code cell and its line behind a line of a generated module; None for our own lines."""
    cells = load(folder).cells
    path = (
        module
        if module in cells
        else next((p for p in cells if PurePosixPath(p).name == PurePosixPath(module).name), "")
    )
    if not path:
        raise ProjectError(
            f"`{module}` holds no lines of the notebook",
            where=str(folder),
            hint=f"Files that do: {', '.join(cells) or 'none'}.",
        )
    best = None
    for at, cell, cell_line in cells[path]:
        if at <= line:
            best = (cell, cell_line + line - at) if cell else None
    length = len((folder / path).read_text(encoding="utf-8").splitlines())
    return best if line <= length else None


def pin_base(folder: Path, base: str) -> None:
    """Write a base image with its digest into a Dockerfile that is as it was generated.

    A Dockerfile that the user edited is left alone.
    """
    manifest = load(folder)
    text = (folder / "Dockerfile").read_text(encoding="utf-8")
    if base == manifest.base or _hash(text) != manifest.files.get("Dockerfile"):
        return
    line = f"ARG BASE_IMAGE={manifest.base}\n"
    changed = text.replace(line, f"ARG BASE_IMAGE={base}\n")
    files = {**manifest.files, "Dockerfile": _hash(changed)}
    manifest = replace(manifest, base=base, files=files)
    rewrite(folder, {"Dockerfile": changed, "manifest.json": manifest.dumps()})


def rewrite(folder: Path, files: Mapping[str, str]) -> list[Path]:
    """Write files of a project, all or none.

    Raises
    ------
    ProjectError
        If one cannot be written.
    """
    texts = {folder / name: text for name, text in files.items()}
    try:
        put(texts)
    except OSError as error:
        raise ProjectError(
            f"cannot be written ({error.strerror})",
            where=str(error.filename or folder),
            hint="Check the permissions and the space of the disk.",
        ) from None
    return list(texts)
