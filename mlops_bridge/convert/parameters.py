"""Parameter: a value of the notebook that the job takes from outside, typed and checked."""

from __future__ import annotations

import ast
import datetime
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import ParameterError

_TRUE, _FALSE = {"true", "yes", "1", "on"}, {"false", "no", "0", "off"}


@dataclass(frozen=True)
class Parameter:
    """One parameter. `default` is Python source, `type` an annotation such as ``list[int]``."""

    name: str
    type: str
    default: str
    help: str = ""
    cell: int = 0
    line: int = 0
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    column: int = -1
    """Where the literal begins, if it stands inside of a call; in UTF-8 bytes."""
    spelling: str = ""
    """How the notebook calls the class that makes it, such as ``pathlib.Path``."""

    @property
    def value(self) -> Any:
        """The default as JSON knows it: a path or a date is its text."""
        source = re.sub(r"^(?:pathlib\.)?Path\((.*)\)$", r"\1", self.default)
        match = re.match(r"^(date|datetime)\((.*)\)$", self.default)
        if match:
            made = {"date": datetime.date, "datetime": datetime.datetime}[match[1]]
            return made(*ast.literal_eval(f"({match[2]},)")).isoformat()
        return ast.literal_eval(source)

    @property
    def annotation(self) -> str:
        """The type as the generated class writes it."""
        return f"Literal[{', '.join(self.choices)}]" if self.choices else self.type

    @property
    def option(self) -> str:
        """The command-line option of the generated package."""
        return "--" + self.name.lower().replace("_", "-").strip("-")

    @property
    def argument(self) -> str:
        """The default as one writes it on a command line."""
        text = self.text
        return (
            text if re.fullmatch(r"[\w./:=+-]+", text) else "'" + text.replace("'", "'\\''") + "'"
        )

    @property
    def text(self) -> str:
        """The default as a text that `coerce` reads."""
        value = self.value
        return value if isinstance(value, str) else _spelled(value) if self.literal else str(value)

    @property
    def kinds(self) -> str:
        """The classes that a value may have, as arguments of ``isinstance``."""
        base = self.type.removesuffix("| None").strip().split("[")[0]
        known = {"float": "float, int"}.get(base, base)
        return f"{known}, type(None)" if self.type.endswith("| None") else known

    @property
    def literal(self) -> bool:
        """Whether the command line takes it as a Python literal."""
        return "[" in self.type or self.type in ("list", "dict", "set", "tuple")

    @property
    def converter(self) -> str:
        """The function that makes a value of a command-line text."""
        base = self.type.removesuffix("| None").strip()
        if self.type.endswith("| None") and base in ("bool", "int", "float", "str"):
            make = "_bool" if base == "bool" else base
            return f'lambda text: None if text == "None" else {make}(text)'
        if self.literal:
            return "ast.literal_eval"
        made = {"bool": "_bool", "date": "date.fromisoformat"}
        made["datetime"] = "datetime.fromisoformat"
        return made.get(self.type, self.type)

    @property
    def help_text(self) -> str:
        """The help as a Python literal."""
        text = f"{self.help + '; ' if self.help else ''}default {self.argument}"
        return json.dumps(text.replace("%", "%%"), ensure_ascii=False)

    @property
    def from_text(self) -> str:
        """The expression that makes the typed value of what papermill injects."""
        made = "Path({})" if self.type == "Path" else "{}"
        if self.type in ("date", "datetime"):
            made = self.type + ".fromisoformat({})"
        if self.type.startswith(("tuple", "set")):
            made = self.type.split("[")[0] + "({})"
        if match := re.match(r"dict\[(int|float), ", self.type):
            # JSON, by which papermill and others hand parameters on, knows only text as keys
            return f"{{{match[1]}(key): value for key, value in {self.name}.items()}}"
        return made.format(self.name)

    @property
    def injected(self) -> str:
        """The default as papermill can inject it: a path or a date is text, a tuple a list."""
        if self.type in ("Path", "date", "datetime"):
            return json.dumps(self.value, ensure_ascii=False)
        if self.type.startswith(("tuple", "set")):
            return repr(list(self.value))
        return self.default

    @property
    def schema(self) -> dict[str, Any]:
        """What JSON Schema (2020-12) says of the parameter."""
        found = {**_schema(self.type), "default": _as_json(self.value)}
        if self.help:
            found["description"] = self.help
        if self.choices:
            found["enum"] = [ast.literal_eval(choice) for choice in self.choices]
        if self.minimum is not None:
            found["exclusiveMinimum"] = self.minimum
        if self.maximum is not None:
            found["exclusiveMaximum"] = self.maximum
        return found

    @property
    def mutable(self) -> bool:
        return self.type.startswith(("list", "dict", "set"))


_JSON_TYPES = {"bool": "boolean", "int": "integer", "float": "number", "str": "string"}


def _schema(kind: str) -> dict[str, Any]:
    kind = kind.strip()
    if kind.endswith("| None"):
        some = _schema(kind.removesuffix("| None"))
        return {**some, "type": [some["type"], "null"]}
    if kind in _JSON_TYPES:
        return {"type": _JSON_TYPES[kind]}
    if kind in ("Path", "date", "datetime"):
        formats = {"date": {"format": "date"}, "datetime": {"format": "date-time"}}
        return {"type": "string", **formats.get(kind, {})}
    outer, _, inner = kind.partition("[")
    parts = [part.strip() for part in inner.removesuffix("]").split(",") if part.strip()]
    if outer == "dict":
        more = {"additionalProperties": _schema(parts[-1])} if parts else {}
        return {"type": "object", **more}
    if outer == "tuple" and parts:
        items = [_schema(part) for part in parts]
        return {"type": "array", "prefixItems": items, "minItems": len(items), "items": False}
    return {"type": "array", **({"items": _schema(parts[0])} if parts else {})}


def _as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _as_json(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    return [_as_json(item) for item in value] if isinstance(value, (list, tuple)) else value


def _spelled(value: Any) -> str:
    """A literal as text: as JSON, which shells like, where Python reads that as the same value."""
    try:
        text = json.dumps(value)
        return text if ast.literal_eval(text) == value else repr(value)
    except (TypeError, ValueError):
        return repr(value)


def coerce(parameters: Iterable[Parameter], given: Mapping[str, Any]) -> dict[str, Any]:
    """Check names and types, and turn texts into values.

    Values may be texts, as a command line gives them, or JSON values.

    Returns
    -------
    dict
        Only the given names, in the order of `parameters`; paths and dates as texts.

    Raises
    ------
    ParameterError
        For an unknown name, or a value that is not of the parameter's type or outside its bounds.
    """
    known = {p.name: p for p in parameters}
    unknown = [name for name in given if name not in known]
    if unknown:
        names = ", ".join(f"`{name}`" for name in known) or "none"
        raise ParameterError(
            f"unknown parameter `{unknown[0]}`", hint=f"The job's parameters are: {names}."
        )
    return {name: _checked(p, given[name]) for name, p in known.items() if name in given}


def _checked(parameter: Parameter, given: Any) -> Any:
    try:
        value = _typed(parameter.type, given)
    except (ValueError, SyntaxError, TypeError):
        raise ParameterError(
            f"parameter `{parameter.name}` must be `{parameter.type}`, not {given!r}",
            hint=f"Write it as its default is written: {parameter.argument}",
        ) from None
    low, high = parameter.minimum, parameter.maximum
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        # bounds come from calls such as `train_test_split(test_size=...)`: both ends are excluded
        if (low is not None and value <= low) or (high is not None and value >= high):
            raise ParameterError(
                f"parameter `{parameter.name}` must be between {low:g} and {high:g}, not {value!r}"
                if low is not None and high is not None
                else f"parameter `{parameter.name}` is out of bounds: {value!r}",
                hint=f"Its default is {parameter.default}.",
            )
    if parameter.choices and repr(value) not in map(repr, map(ast.literal_eval, parameter.choices)):
        raise ParameterError(
            f"parameter `{parameter.name}` must be one of {', '.join(parameter.choices)}",
            hint=f"Its default is {parameter.default}.",
        )
    return value


def _typed(kind: str, given: Any) -> Any:
    kind = kind.strip()
    if kind.endswith("| None"):
        if given is None or given == "None":
            return None
        return _typed(kind.removesuffix("| None"), given)
    if kind == "bool":
        if isinstance(given, bool):
            return given
        word = str(given).lower()
        if word not in _TRUE | _FALSE:
            raise ValueError(given)
        return word in _TRUE
    if isinstance(given, bool):
        raise TypeError(given)
    if kind == "int":
        if isinstance(given, float):
            raise TypeError(given)
        return int(given)
    if kind == "float":
        return float(given)
    if kind == "str":
        if not isinstance(given, str):
            raise TypeError(given)
        return given
    if kind == "Path":
        return str(Path(given))
    if kind == "date":
        return datetime.date.fromisoformat(str(given)).isoformat()
    if kind == "datetime":
        return datetime.datetime.fromisoformat(str(given)).isoformat()
    return _container(kind, given)


def _container(kind: str, given: Any) -> Any:
    value = given
    if isinstance(given, str):
        try:
            value = json.loads(given)
        except json.JSONDecodeError:
            value = ast.literal_eval(given)
    outer, _, inner = kind.partition("[")
    inner = inner.removesuffix("]")
    if outer == "dict":
        if not isinstance(value, dict):
            raise TypeError(given)
        key, _, item = inner.partition(",")
        if not inner:
            return value
        return {_typed(key, k): _typed(item, v) for k, v in value.items()}
    if outer not in ("list", "tuple", "set") or not isinstance(value, (list, tuple, set)):
        raise TypeError(given)
    items = list(value)
    if outer == "tuple" and inner and not inner.endswith("..."):
        kinds = [k.strip() for k in inner.split(",")]
        if len(kinds) != len(items):
            raise ValueError(given)
        return tuple(_typed(k, v) for k, v in zip(kinds, items, strict=True))
    item = inner.split(",")[0]
    typed = [_typed(item, v) for v in items] if item else items
    return {"list": list, "tuple": tuple, "set": set}[outer](typed)


def type_of(value: Any) -> str | None:
    """The annotation of a literal's value; None when the value is no parameter's."""
    if isinstance(value, (bool, int, float, str)):
        return type(value).__name__
    if isinstance(value, (list, set)) and value:
        kinds = {type_of(v) for v in value}
        outer = type(value).__name__
        if kinds <= {"bool", "int", "float", "str"}:
            return f"{outer}[{_joined(kinds)}]" if _joined(kinds) else outer
        return outer if _is_plain(value) else None
    if isinstance(value, tuple) and value:
        each = [type_of(v) for v in value]
        return f"tuple[{', '.join(map(str, each))}]" if set(each) <= set(_SCALARS) else None
    if isinstance(value, dict) and value:
        keys, items = {type_of(k) for k in value}, {type_of(v) for v in value.values()}
        if keys | items <= set(_SCALARS) and _joined(keys) and _joined(items):
            return f"dict[{_joined(keys)}, {_joined(items)}]"
        return "dict" if _is_plain(value) else None
    return None


def _is_plain(value: Any) -> bool:
    """Whether a container holds, at any depth, only containers and plain values."""
    if isinstance(value, dict):
        return all(isinstance(k, (str, int)) and _is_plain(v) for k, v in value.items())
    if isinstance(value, (list, tuple, set)):
        return all(_is_plain(v) for v in value)
    return value is None or isinstance(value, (bool, int, float, str))


_SCALARS = ("bool", "int", "float", "str")


def _joined(kinds: set[str | None]) -> str:
    return str(next(iter(kinds))) if len(kinds) == 1 else ""
