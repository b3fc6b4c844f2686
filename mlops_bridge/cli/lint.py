"""`nb2prod lint`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from .. import api
from ..errors import ConfigError
from .console import fail, warn

_BASELINE = ".nb2prod-baseline.json"
_CACHE = ".nb2prod_cache"


@click.command(
    "lint",
    epilog="""\b
Examples:
  nb2prod lint churn.ipynb
  nb2prod lint notebooks/ --ignore NB --format sarif --output findings.sarif
  nb2prod lint churn.ipynb --with ruff,bandit,mypy
  nb2prod lint . --update-baseline      accept what is there now
  nb2prod lint - --stdin-filename notebooks/churn.ipynb < churn.ipynb

Exit code 1 when an error or a warning was found, 2 when a file could not be read.""",
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--with",
    "tools",
    default="",
    metavar="TOOLS",
    help="Also ruff, bandit, mypy, flake8 (through nbqa).",
)
@click.option(
    "--select", default="", metavar="CODES", help="Only these codes or prefixes, by comma."
)
@click.option("--ignore", default="", metavar="CODES", help="Not these codes or prefixes.")
@click.option(
    "--format",
    "style",
    default="text",
    metavar="FORMAT",
    help="text, json, sarif, github, gitlab or junit.  [default: text]",
)
@click.option("--output", type=click.Path(path_type=Path), help="Write the report to this file.")
@click.option("--show-possible", is_flag=True, help="Show the findings that are less certain too.")
@click.option("--statistics", is_flag=True, help="Show counts per rule instead of findings.")
@click.option(
    "--diff", is_flag=True, help="Show what `fix` would change; exit 1 if there is anything."
)
@click.option("--exit-zero", is_flag=True, help="Exit 0 whatever is found.")
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    help="Leave out the findings that this file holds.  [default: `baseline` in the configuration]",
)
@click.option(
    "--update-baseline",
    is_flag=True,
    help=f"Accept all findings into the baseline.  [default file: {_BASELINE} of the project]",
)
@click.option("--jobs", type=click.IntRange(min=1), help="Processes.  [default: the cores]")
@click.option(
    "--cache-dir",
    type=click.Path(path_type=Path),
    help=f"Where results are kept.  [default: {_CACHE} of the project]",
)
@click.option("--no-cache", is_flag=True, help="Keep no results and use none.")
@click.option(
    "--stdin-filename", type=click.Path(path_type=Path), help="The name of what `-` reads."
)
@click.option("--verbose", is_flag=True, help="Show the traceback of a bug.")
def command(
    paths: tuple[Path, ...],
    tools: str,
    select: str,
    ignore: str,
    style: str,
    output: Path | None,
    show_possible: bool,
    statistics: bool,
    diff: bool,
    exit_zero: bool,
    baseline: Path | None,
    update_baseline: bool,
    jobs: int | None,
    cache_dir: Path | None,
    no_cache: bool,
    stdin_filename: Path | None,
    verbose: bool,
) -> int:
    """Find what stands between a notebook and production. Runs none of its code."""
    from ..lint.reports import formats, render
    from ..lint.reports.text import counted

    if style not in formats():
        raise ConfigError(f"unknown format `{style}`", hint=f"Use one of {', '.join(formats())}.")
    if diff:
        return _diff(paths, _words(select), _words(ignore))
    contents = {}
    if Path("-") in paths:
        contents = _stdin(paths, stdin_filename)
        paths = tuple(contents)
    root, configured = api.settings(Path.cwd())
    held = baseline or configured
    linted = api.lint(
        paths,
        tools=tuple(word.lower() for word in _words(tools)),
        select=_words(select),
        ignore=_words(ignore),
        contents=contents,
        baseline=None if update_baseline else held,
        cache=None if no_cache else cache_dir or root / _CACHE,
        jobs=jobs,
    )
    if not linted.files and not linted.errors:
        warn(f"no notebook found in {', '.join(map(str, paths))}")
    if update_baseline:
        return _accept(held or root / _BASELINE, configured, linted)
    if statistics:
        titles = {rule["code"]: rule["title"] for rule in api.catalogue()}
        text = counted(linted, show_possible, titles, as_json=style == "json")
    else:
        color = output is None and _colorful()
        text = render(style, linted, possible=show_possible, color=color)
    _show(text, output)
    for error in linted.errors.values():
        fail(error)
        if verbose and error.traceback:
            click.echo(error.traceback, err=True)
    if linted.errors:
        return 2
    return int(not linted.clean and not exit_zero)


def _diff(paths: tuple[Path, ...], select: tuple[str, ...], ignore: tuple[str, ...]) -> int:
    from ..errors import Nb2ProdError

    code = 0
    for path in api.notebooks(paths):
        try:
            fixed = api.fix(path, codes=select, ignore=ignore)
        except ConfigError:
            raise
        except Nb2ProdError as error:
            fail(error)
            code = 2
            continue
        if fixed.diff:
            click.echo(fixed.diff.rstrip("\n"))
            code = max(code, 1)
    return code


def _stdin(paths: tuple[Path, ...], name: Path | None) -> dict[Path, bytes]:
    if len(paths) > 1:
        raise ConfigError("`-` stands for the only file", hint="Name files, or pipe one in.")
    data = sys.stdin.buffer.read()
    usual = "stdin.ipynb" if data.lstrip()[:1] in (b"{", b"") else "stdin.py"
    return {name or Path(usual): data}


def _accept(path: Path, configured: Path | None, linted: api.Results) -> int:
    for error in linted.errors.values():
        fail(error)
    total, new, gone = api.accept(path, linted)
    noun = "finding" if total == 1 else "findings"
    click.echo(f"{path}: {total} {noun} accepted ({new} new, {gone} that occur no more dropped)")
    if configured is None:
        click.echo(
            f'  Use it with `--baseline {path.name}`, or write `baseline = "{path.name}"` under '
            "[tool.nb2prod]."
        )
    return 2 if linted.errors else 0


def _show(text: str, output: Path | None) -> None:
    if output is None:
        if text:
            click.echo(text.rstrip("\n"), color=_colorful())
        return
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ConfigError(
            f"cannot be written ({error.strerror})", where=str(output), hint="Check the path."
        ) from None


def _colorful() -> bool:
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip().upper() for word in text.split(",") if word.strip())
