"""Work: the stages from a notebook to a run, in the order in which they are asked for."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from .. import api
from ..progress import Event, Report
from .documents import check_values, expect
from .places import locate

STAGES = ("convert", "verify", "lock", "build", "register", "run")

Parts = Iterator[tuple[str, Any]]
"""What work has made so far, part by part: a failure leaves the parts before it."""


@dataclass(frozen=True)
class Order:
    """What is to be done with a notebook, as the page asks for it.

    `parameters` are the names to take, None for those found; `values` those of the run.
    """

    notebook: Path
    out: Path
    stages: tuple[str, ...]
    force: bool = False
    parameters: tuple[str, ...] | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    targets: tuple[str, ...] = ()
    tracking_uri: str | None = None

    @classmethod
    def parse(cls, body: Mapping[str, Any], root: Path | None) -> Order:
        """Read the body of a request.

        Raises
        ------
        ValueError
            If a field is missing or wrong; it is named.
        Nb2ProdError
            If a path leads outside of `root`.
        """
        stages = expect(body, "stages", list, ["convert"])
        if not stages or stages != [stage for stage in STAGES if stage in stages]:
            raise ValueError(f"`stages` must be of {', '.join(STAGES)}, in this order")
        names = body.get("parameters")
        if not (names is None or _texts(names)):
            raise ValueError("`parameters` must be a list of names, or null")
        targets = expect(body, "targets", list, [])
        if not _texts(targets):
            raise ValueError("`targets` must be a list of names")
        values = expect(body, "values", dict, {})
        check_values(values, "values", lambda value: isinstance(value, str))
        out = locate(root, expect(body, "out", str))
        if root is not None and out == root.resolve():
            raise ValueError("`out` must be a folder below the one that the server shows")
        return cls(
            locate(root, expect(body, "path", str)),
            out,
            tuple(stages),
            expect(body, "force", bool, False),
            None if names is None else tuple(names),
            values,
            tuple(targets),
            expect(body, "tracking_uri", str, "") or None,
        )


def _texts(values: object) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)


def carry_out(order: Order, root: Path | None) -> Callable[[Report], Parts]:
    """Return the work of an order; it ends where a proof fails, as `nb2prod ship` does."""
    out = order.out

    def work(report: Report) -> Parts:
        tell = shorten(report, root)
        image = None
        for stage in order.stages:
            if stage == "convert":
                yield (
                    stage,
                    api.convert(
                        order.notebook,
                        out,
                        force=order.force,
                        targets=order.targets,
                        parameters=order.parameters,
                        report=tell,
                    ),
                )
            elif stage == "verify":
                verdict = api.verify(out, repair=True, report=tell)
                yield stage, verdict
                if not verdict.equal:
                    return
            elif stage == "lock":
                yield stage, api.lock(out, report=tell)
            elif stage == "build":
                image = api.build(out, report=tell)
                yield stage, image
            elif stage == "register":
                made = api.register(
                    out,
                    tracking_uri=order.tracking_uri,
                    image=image.id if image else None,
                    report=tell,
                )
                shown = {"tracking_uri": _shown(made.tracking_uri, root), "link": _link(made)}
                yield stage, {**asdict(made), **shown}
            else:
                ended = api.run(out, order.values, tracking_uri=order.tracking_uri, report=tell)
                yield stage, {**asdict(ended), "run_uri": _shown(ended.run_uri, root)}

    return work


def _shown(uri: str, root: Path | None) -> str:
    """The address of a store as it may be shown: without a password, a file from the root on."""
    uri = re.sub(r"//[^/@]*@", "//***@", uri)
    return uri.replace(f"{root.resolve()}{os.sep}", "") if root else uri


def _link(version: api.Version) -> str:
    """The page of a version; empty for a store that has no pages."""
    address = re.sub(r"//[^/@]*@", "//", version.tracking_uri).rstrip("/")
    if not address.startswith(("http://", "https://")):
        return ""
    return f"{address}/#/models/{version.name}/versions/{version.version}"


def shorten(report: Report, root: Path | None) -> Report:
    """Return a report that names places as JupyterLab does, not by the server's own paths."""
    prefix = f"{root.resolve()}{os.sep}" if root else ""

    def tell(event: Event) -> None:
        report(replace(event, detail=event.detail.replace(prefix, "") if prefix else event.detail))

    return tell
