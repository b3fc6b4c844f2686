"""Grid: the combinations of parameters that a sweep tries."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Mapping, Sequence
from typing import Any

from ..convert.parameters import Parameter, coerce
from ..errors import ParameterError

MOST = 10_000
HINT = 'Write lr=0.01,0.1 or n=range(10,50,10) or kind=["a","b"]'


def combinations(
    parameters: Sequence[Parameter], given: Mapping[str, str]
) -> tuple[dict[str, Any], ...]:
    """Every combination of the values given for each parameter, typed and checked.

    Parameters
    ----------
    parameters : those of the job
    given : by name, values between commas, a Python list, or ``range(...)``

    Raises
    ------
    ParameterError
        For an unknown parameter, a value of another type, or no values at all.
    """
    axes = {}
    for name, text in given.items():
        typed = [coerce(parameters, {name: value})[name] for value in values(name, text)]
        axes[name] = [v for i, v in enumerate(typed) if v not in typed[:i]]
    if not axes:
        raise ParameterError("a sweep needs values to try", hint=HINT)
    count = 1
    for axis in axes.values():
        count *= len(axis)
    if count > MOST:
        raise ParameterError(f"{count} combinations are more than {MOST}", hint="Try fewer values.")
    return tuple(dict(zip(axes, each, strict=True)) for each in itertools.product(*axes.values()))


def values(name: str, text: str) -> list[Any]:
    """The values in a text: texts between commas, or the items of a list or a range."""
    text = text.strip()
    if match := re.fullmatch(r"range\(([^()]*)\)", text):
        try:
            numbers = ast.literal_eval(f"({match[1]},)")
            found = list(range(*numbers))
        except (ValueError, SyntaxError, TypeError):
            raise ParameterError(f"`{name}={text}` is no range of integers", hint=HINT) from None
    elif text.startswith(("[", "(")):
        try:
            found = list(ast.literal_eval(text))
        except (ValueError, SyntaxError, TypeError):
            raise ParameterError(f"`{name}={text}` is no list of values", hint=HINT) from None
    else:
        return [part.strip() for part in text.split(",")] if text else _none(name)
    return found or _none(name)


def _none(name: str) -> list[Any]:
    raise ParameterError(f"there is no value to try for `{name}`", hint=HINT)
