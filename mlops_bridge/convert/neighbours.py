"""Neighbours: other values of the parameters, near and legal, by which their wiring is proved."""

from __future__ import annotations

import ast
import datetime
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from ..errors import ParameterError
from .parameters import Parameter, coerce

_ISO = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Neighbour:
    """A parameter with another value.

    Attributes
    ----------
    source : the value as Python, to stand in place of the notebook's literal
    option, argument : the value as the package's command line takes it
    copy : for a file that is read, (its path, the path of the copy that stands for it)
    """

    name: str
    cell: int
    line: int
    column: int
    source: str
    option: str
    argument: str
    copy: tuple[str, str] | None = None


def neighbours(
    parameters: Iterable[Parameter], data: Path, tries: Mapping[str, str]
) -> tuple[tuple[Neighbour, ...], tuple[str, ...]]:
    """A neighbour of each parameter that has one, and the names of those that have none.

    Parameters
    ----------
    data : the folder from which the job reads
    tries : values to take instead, as a command line gives them

    Raises
    ------
    ParameterError
        If `tries` names no parameter, or a value is not of its parameter's type.
    """
    every = tuple(parameters)
    given = coerce(every, tries)
    found, without = [], []
    for parameter in every:
        copy = None
        if parameter.name in given:
            value = given[parameter.name]
        elif (path := _input(parameter, data)) is not None:
            value = str(path.with_name(f"{path.stem}-copy{path.suffix}"))
            copy = (str(path), value)
        else:
            value = _near(parameter)
        try:
            coerce([parameter], {parameter.name: value})
        except ParameterError:
            value = None
        if value is None or value == parameter.value:
            without.append(parameter.name)
            continue
        source, argument = _written(parameter, value)
        found.append(
            Neighbour(
                parameter.name,
                parameter.cell,
                parameter.line,
                parameter.column,
                source,
                parameter.option,
                argument,
                copy,
            )
        )
    return tuple(found), tuple(without)


def _input(parameter: Parameter, data: Path) -> PurePosixPath | None:
    """The file beside the notebook that a text names."""
    value = parameter.value
    if parameter.type not in ("str", "Path") or not value or str(value).startswith(("/", "~")):
        return None
    try:
        return PurePosixPath(value) if (data / str(value)).is_file() else None
    except OSError:  # a text that is no file name
        return None


def _near(parameter: Parameter) -> Any:
    value = parameter.value
    if parameter.choices:
        return next((c for c in map(ast.literal_eval, parameter.choices) if c != value), None)
    if parameter.type == "datetime":
        later = datetime.datetime.fromisoformat(value) + datetime.timedelta(days=1)
        return later.isoformat()
    if parameter.type == "date" or (isinstance(value, str) and _ISO.fullmatch(value)):
        try:
            return (datetime.date.fromisoformat(value) + datetime.timedelta(days=1)).isoformat()
        except ValueError:
            return None
    if isinstance(value, str) and value:
        return _other_output(parameter.name, value)
    if isinstance(value, float):
        return _near_float(value, parameter.minimum, parameter.maximum)
    if isinstance(value, (list, tuple, dict)) and value:
        return _near_container(value)
    return _near_scalar(value)


def _near_scalar(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value - 1 if value < 0 else value + 1
    return None


def _near_float(value: float, low: float | None, high: float | None) -> float | None:
    for near in (value * 1.1 if value else 0.1, value * 0.9):
        if near != value and (low is None or near > low) and (high is None or near < high):
            return near
    return None


def _near_container(value: Any) -> Any:
    """Without its last item; a tuple, whose length is its type, with another last number."""
    if isinstance(value, list):
        return value[:-1] if len(value) > 1 else None
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    for key in reversed(keys):
        near = _near_float(value[key], None, None) if isinstance(value[key], float) else None
        near = _near_scalar(value[key]) if near is None else near
        if near is not None:
            if isinstance(value, dict):
                return {**value, key: near}
            return (*value[:key], near, *value[key + 1 :])
    return None


def _other_output(name: str, value: str) -> str | None:
    """Another name for a file that the job writes; of other texts nothing is near."""
    path = PurePosixPath(value)
    about_files = any(w in name.lower() for w in ("path", "file", "out"))
    if about_files and path.suffix and not value.startswith(("/", "~")) and "://" not in value:
        return str(path.with_name(f"{path.stem}-other{path.suffix}"))
    return None


def _written(parameter: Parameter, value: Any) -> tuple[str, str]:
    """A value as Python source and as a command-line argument."""
    if parameter.type == "date":
        made = datetime.date.fromisoformat(value)
        spelled = parameter.spelling or "date"
        return f"{spelled}({made.year}, {made.month}, {made.day})", value
    if parameter.type == "datetime":
        when = datetime.datetime.fromisoformat(value)
        parts = ", ".join(map(str, when.timetuple()[:6]))
        return f"{parameter.spelling or 'datetime'}({parts})", value
    if parameter.type == "Path":
        return f"{parameter.spelling or 'Path'}({str(value)!r})", str(value)
    if isinstance(value, str):
        return repr(value), value
    return repr(value), repr(value) if parameter.literal else json.dumps(value)
