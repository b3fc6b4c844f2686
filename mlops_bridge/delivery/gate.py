"""Gate: a condition on metrics that a version must meet, such as ``accuracy > 0.8``.

Compared are metrics, numbers, and the current champion's metrics, with ``+ - * /``, and joined by
``and``, ``or``, ``not``: ``f1 >= 0.7 and accuracy > champion``, ``rmse < 0.95 * champion.rmse``. A
name that is no word of Python stands in ``metrics["test/accuracy"]``. What cannot be decided is not
met.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import ParameterError

_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_COUNT: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


@dataclass(frozen=True)
class Answer:
    """Whether a condition is met; `measured` are the metrics that it asked for, `why` says what
    could not be decided."""

    met: bool
    measured: Mapping[str, float]
    why: str = ""


class _Undecided(Exception):
    pass


def check(
    condition: str, metrics: Mapping[str, float], champion: Mapping[str, float] | None
) -> Answer:
    """Decide a condition.

    Parameters
    ----------
    condition : see the module
    metrics : those of the version in question
    champion : those of the current champion; None without one, and then a comparison with it
        is met: the first version has nobody to beat

    Raises
    ------
    ParameterError
        If the condition is not one.
    """
    try:
        tree = ast.parse(condition.strip(), mode="eval").body
    except SyntaxError as error:
        raise _refused(condition, error.msg) from None
    asked = _Asked(condition, metrics, champion)
    asked.require(tree)
    try:
        return Answer(asked.holds(tree), asked.measured, asked.why)
    except _Undecided as error:
        return Answer(False, asked.measured, str(error))


def _refused(condition: str, why: str) -> ParameterError:
    return ParameterError(
        f"`{condition}` is no condition: {why}",
        hint="Write one like: accuracy > 0.8, or f1 >= 0.7 and accuracy > champion",
    )


class _Asked:
    def __init__(
        self, condition: str, metrics: Mapping[str, float], champion: Mapping[str, float] | None
    ) -> None:
        self.condition, self.metrics, self.champion = condition, metrics, champion
        self.measured: dict[str, float] = {}
        self.why = ""
        self.subject = ""

    def require(self, node: ast.expr) -> None:
        """Refuse what is no comparison before any metric is looked up."""
        if isinstance(node, ast.BoolOp):
            for part in node.values:
                self.require(part)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            self.require(node.operand)
        elif not isinstance(node, ast.Compare) or any(type(o) not in _COMPARE for o in node.ops):
            raise _refused(self.condition, f"`{ast.unparse(node)}` compares nothing")
        else:
            for part in (node.left, *node.comparators):
                self._require_number(part)

    def _require_number(self, node: ast.expr) -> None:
        if isinstance(node, ast.BinOp) and type(node.op) in _COUNT:
            self._require_number(node.left)
            self._require_number(node.right)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            self._require_number(node.operand)
        elif not (
            isinstance(node, ast.Name)
            or (isinstance(node, ast.Constant) and type(node.value) in (int, float))
            or (isinstance(node, ast.Attribute) and ast.unparse(node.value) == "champion")
            or _subscript(node)
        ):
            raise _refused(self.condition, f"`{ast.unparse(node)}` is neither metric nor number")

    def holds(self, node: ast.expr) -> bool:
        if isinstance(node, ast.BoolOp):
            decide = all if isinstance(node.op, ast.And) else any
            return decide([self.holds(part) for part in node.values])
        if isinstance(node, ast.UnaryOp):
            return not self.holds(node.operand)
        assert isinstance(node, ast.Compare)
        sides = (node.left, *node.comparators)
        own = [s.id for s in sides if isinstance(s, ast.Name) and s.id != "champion"]
        own += [_subscript(s)[1] for s in sides if _subscript(s)[:1] == ("metrics",)]
        self.subject = own[0] if own else ""
        if self.champion is None and any(_of_champion(part) for s in sides for part in ast.walk(s)):
            for side in sides:
                if not any(_of_champion(part) for part in ast.walk(side)):
                    self.value(side)
            self.why = "there is no champion to compare with"
            return True
        values = [self.value(side) for side in sides]
        pairs = zip(values, node.ops, values[1:], strict=False)
        return all(_COMPARE[type(op)](left, right) for left, op, right in pairs)

    def value(self, node: ast.expr) -> float:
        if isinstance(node, ast.Constant):
            return float(node.value)  # type: ignore[arg-type]
        if isinstance(node, ast.UnaryOp):
            return -self.value(node.operand)
        if isinstance(node, ast.BinOp):
            try:
                return _COUNT[type(node.op)](self.value(node.left), self.value(node.right))
            except ZeroDivisionError:
                raise _Undecided("a division by zero") from None
        if isinstance(node, ast.Attribute):
            return self._metric(node.attr, champion=True)
        if found := _subscript(node):
            return self._metric(found[1], champion=found[0] == "champion")
        assert isinstance(node, ast.Name)
        if node.id == "champion":
            if not self.subject:
                raise _Undecided("`champion` stands beside no metric; write champion.METRIC")
            return self._metric(self.subject, champion=True)
        return self._metric(node.id, champion=False)

    def _metric(self, name: str, champion: bool) -> float:
        source = (self.champion or {}) if champion else self.metrics
        if name not in source:
            whose = "the champion has" if champion else "the version has"
            known = ", ".join(sorted(n for n in source if not n.startswith("system/"))) or "none"
            raise _Undecided(f"{whose} no metric `{name}` (there are: {known})")
        value = source[name]
        self.measured[f"champion.{name}" if champion else name] = value
        if value != value:
            raise _Undecided(f"`{name}` is not a number")
        return value


def _subscript(node: ast.expr) -> tuple[str, ...]:
    """The table and the name in ``metrics["name"]``; empty for anything else."""
    if (
        isinstance(node, ast.Subscript)
        and isinstance(node.value, ast.Name)
        and node.value.id in ("metrics", "champion")
        and isinstance(node.slice, ast.Constant)
    ):
        return node.value.id, str(node.slice.value)
    return ()


def _of_champion(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id == "champion"
