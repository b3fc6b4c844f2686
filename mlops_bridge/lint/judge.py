"""Judge: one file linted, with what it asked of the project around it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import cast

from ..analysis.knowledge import extended
from ..config import Config
from ..errors import ConfigError
from ..notebook.read import loads, text_of
from ..notebook.surroundings import Surroundings
from ..rules import catalogue
from .engine import lint
from .judged import Judged
from .spots import located
from .witness import Question, Witness


def judge(
    path: Path, data: bytes, config: Config, around: Surroundings
) -> tuple[Judged, list[Question] | None]:
    """Lint the content `data` of the file at `path`.

    Returns
    -------
    tuple
        What was found, and what was asked of the surroundings; None if that cannot be asked
        again, so that nothing may be kept.

    Raises
    ------
    NotebookError
        If the content is not a notebook.
    """
    text = text_of(data, path)
    # under its full path, so that nothing depends on the working directory
    notebook = replace(loads(text, path), path=path.absolute())
    witness = Witness(around)
    found = lint(notebook, config, cast(Surroundings, witness))
    judged = located(found, notebook, text, config.min_confidence)
    return judged, witness.questions if witness.sound else None


def check(config: Config) -> None:
    """Refuse codes and lists that do not exist: a gate with a typo would never close.

    Raises
    ------
    ConfigError
        If a code or a prefix in the configuration means no rule, or there is no such list.
    """
    with extended(config.knowledge):
        pass
    known(config.select, "select", config)
    known(config.ignore, "ignore", config)
    known(tuple(config.severity), "severity", config)
    for pattern, codes in config.per_file_ignores:
        known(codes, f"per-file-ignores of `{pattern}`", config)


def known(codes: Iterable[str], where: str, config: Config | None = None) -> None:
    """Refuse a code or prefix that no rule has; `where` says who named it.

    Raises
    ------
    ConfigError
        If there is one.
    """
    written = [rule.code for rule in catalogue()]
    for code in codes:
        if any(rule.startswith(code) for rule in written):
            continue
        near = difflib.get_close_matches(code.upper(), written, 1)
        raise ConfigError(
            f"no rule has the code or prefix `{code}` ({where})",
            where=str(config.path) if config and config.path else "",
            hint=(f"Did you mean `{near[0]}`? " if near else "")
            + "`nb2prod rule --all` lists the rules.",
        )
