"""Registered jobs in production: promotion, rollback, lineage, repetition, sweeps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..progress import Report, silent

if TYPE_CHECKING:
    from ..delivery.promotion import Promotion
    from ..delivery.reproduction import Reproduction
    from ..delivery.rollback import Rollback
    from ..delivery.sweep import Job, Sweep
    from ..delivery.sync import Synced
    from ..delivery.tracing import Traced


def sync(project: Path, *, tracking_uri: str | None = None, report: Report = silent) -> Synced:
    """Send the runs that a tracking server did not get while it could not be reached."""
    from ..delivery.sync import sync as send

    return send(project, tracking_uri=tracking_uri, report=report)


def promote(
    name: str,
    *,
    project: Path,
    condition: str | None = None,
    version: str = "candidate",
    alias: str = "champion",
    reason: str = "",
    tracking_uri: str | None = None,
    report: Report = silent,
) -> Promotion:
    """Move an alias to a version, if a condition on its metrics holds."""
    from ..delivery.promotion import promote as move

    return move(
        name,
        project=project,
        condition=condition,
        version=version,
        alias=alias,
        reason=reason,
        tracking_uri=tracking_uri,
        report=report,
    )


def rollback(
    name: str,
    *,
    project: Path,
    to: str = "",
    alias: str = "champion",
    out: Path | None = None,
    restored: bool = True,
    data: Path | None = None,
    reason: str = "",
    tracking_uri: str | None = None,
    report: Report = silent,
) -> Rollback:
    """Move an alias back to the version before, and restore its project and its data."""
    from ..delivery.rollback import rollback as back

    return back(
        name,
        project=project,
        to=to,
        alias=alias,
        out=out,
        restored=restored,
        data=data,
        reason=reason,
        tracking_uri=tracking_uri,
        report=report,
    )


def trace(
    what: str, *, project: Path, tracking_uri: str | None = None, report: Report = silent
) -> Traced:
    """The chain from the notebook to a version or a run, each link checked."""
    from ..delivery.tracing import trace as find

    return find(what, project=project, tracking_uri=tracking_uri, report=report)


def mermaid(traced: Traced) -> str:
    """A traced chain as a Mermaid diagram."""
    from ..delivery.chart import mermaid as draw

    return draw(traced)


def openlineage(traced: Traced) -> list[dict[str, Any]]:
    """A traced chain as events of OpenLineage."""
    from ..delivery.chart import events

    return events(traced)


def reproduce(
    run_id: str,
    *,
    project: Path,
    data: Path | None = None,
    out: Path | None = None,
    tracking_uri: str | None = None,
    timeout: float | None = None,
    report: Report = silent,
) -> Reproduction:
    """Run again what a run ran, with what it had, and compare what comes out."""
    from ..delivery.reproduction import reproduce as repeat

    return repeat(
        run_id,
        project=project,
        data=data,
        out=out,
        tracking_uri=tracking_uri,
        timeout=timeout,
        report=report,
    )


def sweep(
    project: Path,
    given: Mapping[str, str],
    *,
    workers: int | None = None,
    scheduler: str | None = None,
    data: Path | None = None,
    tracking_uri: str | None = None,
    timeout: float | None = None,
    retries: int = 0,
    accept_data: str | None = None,
    metric: str | None = None,
    fresh: bool = False,
    table: Callable[[Sequence[Job]], None] | None = None,
    report: Report = silent,
) -> Sweep:
    """Run a job once for each combination of parameter values, as nested runs."""
    from ..delivery.sweep import sweep as spread

    return spread(
        project,
        given,
        workers=workers,
        scheduler=scheduler,
        data=data,
        tracking_uri=tracking_uri,
        timeout=timeout,
        retries=retries,
        accept_data=accept_data,
        metric=metric,
        fresh=fresh,
        table=table,
        report=report,
    )
