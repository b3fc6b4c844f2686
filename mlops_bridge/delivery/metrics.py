"""Metrics: the numbers a job printed with their names.

Read are lines of standard output, split at commas, semicolons and bars:

- ``name: 0.91`` or ``name = 0.91``, where that is all of the part;
- a well-known name with a number after it: ``220 customers, accuracy 0.823``;

and what the scrapbook library glued. A per cent sign divides by 100. A name that is printed
several times is a series; its last value counts.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|nan|-?inf"
PAIR = re.compile(rf"\s*([A-Za-z][\w @/^.\-()]{{0,60}}?)\s*[:=]\s*({NUMBER})\s*(%?)\s*")
KNOWN = re.compile(
    r"\b((?:(?:train|test|val|validation|mean|balanced|macro|micro|weighted)[ _-])*"
    r"(?:accuracy|precision|recall|(?:roc[ _-]?)?auc|f1|rmse|mae|mse|mape|r2|log[ _-]?loss|loss)"
    r"(?:[ _-]score)?)"
    rf"\s*(?::|=|is|of)?\s*({NUMBER})(?![\w.])\s*(%?)",
    re.IGNORECASE,
)
SCRAP = "application/scrapbook.scrap.json+json"
MOST = 1000


@dataclass(frozen=True)
class Metric:
    """One printed number; `step` counts the numbers of the same name from 0."""

    name: str
    value: float
    step: int


def read(notebook: Mapping[str, Any]) -> tuple[Metric, ...]:
    """Read the metrics from the outputs of an executed notebook, in the order of printing."""
    found: list[Metric] = []
    counts: dict[str, int] = {}
    for name, value in _values(notebook):
        name = re.sub(r"[^\w./-]+", "_", name.strip()).strip("_")[:120]
        if name and math.isfinite(value) and len(found) < MOST:
            found.append(Metric(name, value, counts.get(name, 0)))
            counts[name] = counts.get(name, 0) + 1
    return tuple(found)


def _values(notebook: Mapping[str, Any]) -> list[tuple[str, float]]:
    values: list[tuple[str, float]] = []
    for cell in notebook.get("cells", ()):
        text = ""
        for output in cell.get("outputs", ()):
            if output.get("output_type") == "stream" and output.get("name") == "stdout":
                text += "".join(output.get("text", ""))
            scrap = output.get("data", {}).get(SCRAP)
            if isinstance(scrap, Mapping) and isinstance(scrap.get("data"), (int, float)):
                values.append((str(scrap.get("name")), float(scrap["data"])))
        for line in text.splitlines():
            for part in re.split(r"[,;|]\s+|[,;|]$", line):
                whole = PAIR.fullmatch(part)
                for match in [whole] if whole else KNOWN.finditer(part):
                    value = float(match[2]) / (100 if match[3] else 1)
                    values.append((match[1], value))
    return values
