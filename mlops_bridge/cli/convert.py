"""`nb2prod convert`."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from .. import api
from .console import done, json_option, progress, tell, warn


@click.command(
    "convert",
    epilog="""\b
Examples:
  nb2prod convert churn.ipynb -o job
  nb2prod convert churn.ipynb -o job --diff         what would change in job/
  nb2prod convert churn.ipynb -o job --params data_path,test_size""",
)
@click.argument("notebook", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="Folder to write.  [default: NOTEBOOK-job beside it]",
)
@click.option(
    "--params", default=None, metavar="NAMES", help="Take these names as parameters, and no others."
)
@click.option("--kernel", default=None, help="Kernel of the job.  [default: the notebook's]")
@click.option("--name", default=None, help="Name of the package.  [default: the notebook's]")
@click.option(
    "--target", "targets", multiple=True, help="A further target (see templates/); may be repeated."
)
@click.option(
    "--diff",
    is_flag=True,
    help="Show what would change and write nothing; exit 1 if anything would.",
)
@click.option(
    "--base",
    metavar="IMAGE",
    help="The image to stand on.  [default: python, the kernel's version]",
)
@click.option(
    "--track/--no-track",
    default=None,
    help="Let the package log parameters, scores, models and rounds of a search.  [default: if the "
    "notebook trains and records nothing]",
)
@click.option("--drop-explore", is_flag=True, help="Leave out steps that only look at the data.")
@click.option(
    "--graph",
    is_flag=True,
    help="Print as JSON which names each statement reads, binds and changes; write nothing.",
)
@click.option("--force", is_flag=True, help="Replace files that were edited by hand.")
@json_option
def command(
    notebook: Path,
    out: Path | None,
    params: str | None,
    kernel: str | None,
    name: str | None,
    targets: tuple[str, ...],
    diff: bool,
    base: str | None,
    track: bool | None,
    drop_explore: bool,
    graph: bool,
    force: bool,
    style: str,
) -> int:
    """Turn a notebook into a package of steps and a job notebook. Runs none of its code."""
    folder = out or default_out(notebook)
    chosen = (
        tuple(p.strip() for p in params.split(",") if p.strip()) if params is not None else None
    )
    if graph:
        tell(api.graph(notebook))
        return 0
    asked: dict[str, Any] = {
        "force": force,
        "targets": targets,
        "parameters": chosen,
        "name": name,
        "kernel": kernel,
        "drop_explore": drop_explore,
        "base": base,
        "track": track,
    }
    if diff:
        return _show(folder, api.preview(notebook, folder, **asked))
    with progress(style == "json") as report:
        converted = api.convert(notebook, folder, **asked, report=report)
    if style == "json":
        tell(converted)
        return 0
    say(converted)
    click.echo(f"Next: nb2prod verify {folder}")
    return 0


def default_out(notebook: Path) -> Path:
    """The folder of a conversion when none is named."""
    return notebook.with_name(f"{notebook.stem}-job")


def say(converted: api.Converted) -> None:
    """Tell what a conversion wrote."""
    for note in converted.notes:
        warn(note)
    changed = [p for p, status in converted.files.items() if status in ("new", "changed")]
    what = {
        "steps": f"{_count(converted.steps, 'step')}, {_count(converted.parameters, 'parameter')}",
        "verbatim": f"kept verbatim, because {converted.reason}",
        "notebook": f"the notebook itself is the job, because {converted.reason}",
    }[converted.rung]
    done(
        f"{converted.project}: {what}",
        f"{len(changed)} files written, {len(converted.files) - len(changed)} as they were",
    )
    for path in converted.kept:
        warn(f"{converted.project / path} was edited by hand and left alone (--force replaces it)")


def _count(items: Sequence[object], noun: str) -> str:
    return f"{len(items)} {noun}" if len(items) == 1 else f"{len(items)} {noun}s"


def _show(folder: Path, files: Sequence[api.Preview]) -> int:
    changes = 0
    for file in files:
        if file.status == "kept":
            warn(f"{file.path} was edited by hand and would stay (--force replaces it)")
        if file.status in ("unchanged", "kept"):
            continue
        changes += 1
        current = folder / file.path
        before = current.read_text(encoding="utf-8") if current.is_file() else ""
        lines = difflib.unified_diff(
            before.splitlines(keepends=True),
            file.text.splitlines(keepends=True),
            f"a/{file.path}",
            f"b/{file.path}",
        )
        click.echo("".join(lines), nl=False)
    click.echo(
        f"{changes} file{'s' if changes > 1 else ''} would change"
        if changes
        else "nothing would change",
        err=True,
    )
    return int(bool(changes))
