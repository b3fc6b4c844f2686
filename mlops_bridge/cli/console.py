"""What the commands say to a person: errors, progress, results."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

import click

from ..errors import Nb2ProdError
from ..progress import Event, Report

json_option = click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="For people, or for programs.",
)  # fmt: skip


def fail(error: Nb2ProdError) -> None:
    """Print an error: where, what, and what to do."""
    place = f"{error.where}: " if error.where else ""
    click.echo(click.style("error: ", fg="red", bold=True) + f"{place}{error.what}", err=True)
    if error.hint:
        click.echo(f"  {error.hint}", err=True)


@contextmanager
def progress(quiet: bool = False) -> Iterator[Report]:
    """Show stages of long work on stderr: one live line on a terminal, a line per stage else."""
    started = time.monotonic()
    if quiet:
        yield lambda event: None
        return
    if sys.stderr.isatty():
        from rich.console import Console

        console = Console(stderr=True)
        with console.status("") as status:

            def live(event: Event) -> None:
                seconds = time.monotonic() - started
                status.update(f"[bold]{event.stage}[/] {seconds:.0f} s  {_plain(event.detail)}")

            yield live
        return
    last: tuple[str, float] = ("", started)

    def line(event: Event) -> None:
        nonlocal last
        now = time.monotonic()
        # a log wants each stage once, and a sign of life in long ones
        if event.stage != last[0] or now - last[1] > 15:
            last = (event.stage, now)
            click.echo(
                f"[{now - started:5.1f} s] {event.stage}: {event.detail}".rstrip(": "), err=True
            )

    yield line


def _plain(text: str) -> str:
    return text.replace("[", "\\[").replace("\n", " ")[:80]


def data(value: Any) -> Any:
    """Anything the core returns as JSON knows it."""
    if is_dataclass(value) and not isinstance(value, type):
        return data(asdict(value))
    if isinstance(value, Mapping):
        return {str(key): data(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [data(item) for item in value]
    return str(value) if isinstance(value, Path) else value


def tell(value: Any) -> None:
    """Print JSON on stdout."""
    click.echo(json.dumps(data(value), indent=2, ensure_ascii=False))


def done(text: str, detail: str = "") -> None:
    """Print a result line on stdout."""
    click.echo(click.style("✓ ", fg="green") + text)
    for line in detail.splitlines():
        click.echo(f"  {line}")


def warn(text: str) -> None:
    """Print a warning on stderr."""
    click.echo(click.style("! ", fg="yellow") + text, err=True)
