"""Picture: the jobs of a sweep as parallel coordinates (SVG), and as a table (CSV)."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .sweep import Job

WIDTH, HEIGHT, TOP, SIDE = 760, 320, 56, 70


def table(jobs: Sequence[Job]) -> str:
    """One row for each job: parameters, code, metrics."""
    names = list(dict.fromkeys(name for job in jobs for name in job.parameters))
    metrics = list(dict.fromkeys(name for job in jobs for name in job.metrics))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*names, *metrics, "code", "run_id", "error"])
    for job in jobs:
        row = [job.parameters.get(n, "") for n in names] + [job.metrics.get(n, "") for n in metrics]
        writer.writerow([*row, job.code, job.run_id, job.error])
    return out.getvalue()


def draw(jobs: Sequence[Job], metric: str, best: int | None) -> str:
    """An axis for each parameter and one for the metric, a line for each finished job."""
    ended = [job for job in jobs if job.finished]
    names = list(dict.fromkeys(name for job in jobs for name in job.parameters))
    columns: list[tuple[str, list[Any]]] = [
        (name, [job.parameters[name] for job in ended]) for name in names
    ]
    if metric:
        columns.append((metric, [job.metrics.get(metric) for job in ended]))
    axes = [_Axis(values) for _, values in columns]
    gap = (WIDTH - 2 * SIDE) / max(1, len(columns) - 1)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{SIDE}" y="22" font-size="14">{len(ended)} of {len(jobs)} jobs</text>',
    ]
    order = sorted(range(len(ended)), key=lambda i: ended[i].number == best)
    for index in order:
        job = ended[index]
        places = [
            f"{SIDE + gap * at:.1f},{axis.place(values[index]):.1f}"
            for at, (axis, (_, values)) in enumerate(zip(axes, columns, strict=True))
            if values[index] is not None
        ]
        first = job.number == best
        look = 'stroke="#c2410c" stroke-width="3"' if first else 'stroke="#64748b" opacity="0.55"'
        title = ", ".join(f"{k} {v}" for k, v in {**job.parameters, **job.metrics}.items())
        parts.append(
            f'<polyline points="{" ".join(places)}" fill="none" {look}>'
            f"<title>{html.escape(title)}</title></polyline>"
        )
    for at, (axis, (name, _)) in enumerate(zip(axes, columns, strict=True)):
        x = SIDE + gap * at
        parts.append(
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{HEIGHT - 30}" stroke="#334155"/>'
            f'<text x="{x:.1f}" y="{TOP - 12}" text-anchor="middle" font-weight="bold">'
            f"{html.escape(name)}</text>"
        )
        for label, y in axis.labels:
            parts.append(f'<text x="{x + 6:.1f}" y="{y + 4:.1f}">{html.escape(label)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


class _Axis:
    """Numbers by their size, anything else by its order of appearance."""

    def __init__(self, values: Sequence[Any]) -> None:
        known = [v for v in values if v is not None]
        numbers = all(isinstance(v, (int, float)) and not isinstance(v, bool) for v in known)
        self.texts = [] if numbers else list(dict.fromkeys(map(str, known)))
        self.low = min(known, default=0) if numbers else 0
        self.high = max(known, default=1) if numbers else max(1, len(self.texts) - 1)

    def place(self, value: Any) -> float:
        at = self.texts.index(str(value)) if self.texts else value
        share = (at - self.low) / (self.high - self.low) if self.high != self.low else 0.5
        return HEIGHT - 30 - share * (HEIGHT - 30 - TOP)

    @property
    def labels(self) -> list[tuple[str, float]]:
        marks: list[Any] = self.texts or list(dict.fromkeys((self.low, self.high)))
        return [
            (mark if isinstance(mark, str) else f"{mark:.4g}", self.place(mark)) for mark in marks
        ]
