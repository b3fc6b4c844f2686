"""`nb2prod fix --generate`: files shown, then written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from .. import api
from ..errors import Nb2ProdError
from .console import done, fail, progress, tell, warn


def run(
    paths: Sequence[Path],
    codes: Sequence[str],
    *,
    unsafe: bool,
    force: bool,
    offline: bool,
    only_show: bool,
    style: str,
) -> int:
    """Generate the files of every notebook; 1 if something is left to do, 2 if something failed."""
    code, results = 0, list[dict[str, Any]]()
    for path in api.notebooks(paths):
        try:
            with progress(style == "json") as report:
                made = api.generate(path, codes=codes, force=force, offline=offline, report=report)
            if style == "text":
                _show(path, made, unsafe, only_show)
            if not only_show:
                api.write_generated(path, made, unsafe=unsafe)
        except Nb2ProdError as error:
            fail(error)
            code = 2
            continue
        results.append(_row(path, made))
        left = bool(made.kept) or (only_show and bool(made.pending or (unsafe and made.diff)))
        code = max(code, int(left))
        if style == "text":
            _sum(path, made, unsafe, only_show)
    if style == "json":
        tell(results)
    return code


def _row(path: Path, made: api.Generation) -> dict[str, Any]:
    files = [
        {"path": change.path, "status": change.status, "diff": change.diff}
        for change in made.changes
    ]
    return {
        "path": path,
        "codes": made.codes,
        "files": files,
        "diff": made.diff,
        "notes": made.notes,
    }


def _show(path: Path, made: api.Generation, unsafe: bool, only_show: bool) -> None:
    for change in made.changes:
        if change.diff:
            click.echo(change.diff.rstrip("\n"))
    if made.diff and (unsafe or only_show or made.pending):
        click.echo(made.diff.rstrip("\n"))


def _sum(path: Path, made: api.Generation, unsafe: bool, only_show: bool) -> None:
    for note in made.notes:
        warn(f"{path}: {note}")
    for name in made.kept:
        warn(f"{path}: `{name}` is there with other contents: --force replaces it")
    if made.diff and not unsafe and made.pending:
        warn(f"{path}: the notebook stays as it is: --unsafe makes the edits shown above")
    edited = ["the notebook"] if unsafe and made.diff else []
    names = [*made.pending, *edited]
    if names:
        done(f"{path}: {', '.join(names)} {'to be written' if only_show else 'written'}")
    elif not made.kept:
        click.echo(f"{path}: nothing to generate")
