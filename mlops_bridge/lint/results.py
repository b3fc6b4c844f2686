"""Results: what is told of the files of a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ..config import Config
from ..errors import Nb2ProdError
from ..finding import Finding
from .judged import Judged, Spot

Pair = tuple[Finding, Spot]


@dataclass(frozen=True)
class Asked:
    """What was looked for in a file: by its configuration, and by the other tools that read it."""

    path: Path
    config: Config = field(default_factory=Config)
    tools: tuple[str, ...] = ()

    def covers(self, code: str) -> bool:
        """Whether a finding of this code would be told; `select` and `ignore` are not for tools."""
        tool, colon, _ = code.partition(":")
        return tool in self.tools if colon else self.config.asks(code, self.path)


@dataclass(frozen=True)
class Listed:
    """One file: `known` are the numbers of the findings that a baseline holds."""

    judged: Judged
    asked: Asked
    known: frozenset[int] = frozenset()

    @cached_property
    def new(self) -> tuple[Pair, ...]:
        """The findings that no baseline holds."""
        return tuple(p for n, p in enumerate(self._pairs) if n not in self.known)

    @cached_property
    def old(self) -> tuple[Pair, ...]:
        """The findings that the baseline holds."""
        return tuple(p for n, p in enumerate(self._pairs) if n in self.known)

    @cached_property
    def shown(self) -> tuple[Pair, ...]:
        """The new findings that are certain enough."""
        return tuple(p for p in self.new if self.is_certain(p[0]))

    @cached_property
    def possible(self) -> tuple[Pair, ...]:
        """The other new findings."""
        return tuple(p for p in self.new if not self.is_certain(p[0]))

    def is_certain(self, finding: Finding) -> bool:
        return finding.confidence >= self.judged.min_confidence

    @property
    def _pairs(self) -> tuple[Pair, ...]:
        return tuple(zip(self.judged.findings, self.judged.spots, strict=True))


@dataclass(frozen=True)
class Results:
    """A run over files. `stale` counts entries of the baseline that no longer occur."""

    files: Mapping[Path, Listed]
    errors: Mapping[Path, Nb2ProdError] = field(default_factory=dict)
    stale: int = 0

    @property
    def findings(self) -> Mapping[Path, tuple[Finding, ...]]:
        """The new findings of each file, possible ones too."""
        return {
            path: tuple(finding for finding, _ in listed.new) for path, listed in self.files.items()
        }

    @property
    def shown(self) -> tuple[Finding, ...]:
        """All new findings that are certain enough."""
        return tuple(finding for listed in self.files.values() for finding, _ in listed.shown)

    @property
    def clean(self) -> bool:
        """Whether nothing worse than information is shown."""
        return all(finding.severity == "info" for finding in self.shown)
