"""Results: scores that are written to files by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..finding import Fix, Place
from .knowledge import words
from .program import Program
from .repairs import after, imported
from .trace import Call, Calls
from .values import Value

_TABLES = ("to_csv", "to_excel", "to_json", "to_parquet", "to_html", "to_markdown", "to_latex")
_TEXTS = ("write", "writelines", "write_text", "writerow", "writerows")
_SHEETS = ("append_row", "append_rows", "update_cell", "append_table", "set_dataframe")
_WORD = re.compile(r"[^a-z]+")


class Result(NamedTuple):
    """A score, or a table of scores, written to a file or a sheet.

    `named`: the path, or what is written, is called after results; `sure`: what is written is
    a score, and not only called so; `fresh`: the file is begun anew, and not appended to.
    """

    call: Call
    path: str
    named: bool
    fresh: bool
    sure: bool = True

    @property
    def place(self) -> Place:
        return self.call.place


def results(calls: Calls) -> tuple[Result, ...]:
    """Where scores are written by hand, in the order of the run."""
    found = {result.call.key: result for result in _results(calls)}
    return tuple(sorted(found.values(), key=lambda result: result.call.order))


def _results(calls: Calls) -> Iterator[Result]:
    for call in calls.written(*_TABLES):
        if call.receiver is not None and _score(call.receiver):
            target = call.argument(0, "path_or_buf", "excel_writer", "path")
            if target is not None:  # without one, the text is returned
                yield _result(call, target, call.code.segment(call.node.func))
    for call in calls.written(*_TEXTS):
        if call.receiver is not None:
            sure = any(map(_score, call.args))
            if sure or _called_score(call):
                text = _written(call) if sure else ""
                yield _result(call, call.receiver, text, _opened(calls, call), sure)
    for call in calls.written(*_SHEETS):
        if call.receiver is not None and any(map(_score, call.args)):
            yield Result(call, "", True, False)
    for call in calls.written("dump", "safe_dump"):
        if call.args and _score(call.args[0]):
            target = call.argument(1, "fp", "stream", "file", "filename")
            if target is not None:
                yield _result(call, target, _written(call), _opened(calls, call))
    for call in calls.written("print"):
        target = call.keywords.get("file")
        if target is not None and any(map(_score, call.args)):
            yield _result(call, target, _written(call), _opened(calls, call))
    for call in calls.role("table_saver"):
        if call.receiver is None and len(call.args) > 1 and _score(call.args[1]):
            yield _result(call, call.args[0], _written(call))


def _score(value: Value) -> bool:
    """Whether a value is a score or made of scores, and no model and no predictions."""
    if "metric" not in value.tags or "prediction" in value.tags:
        return False
    return not any(item.kind in ("estimator", "pipeline", "search") for item in value.items)


def _called_score(call: Call) -> bool:
    """Whether a loop writes something called loss, accuracy and the like, line by line."""
    return bool(call.loops and words("score_words") & set(_WORD.split(_written(call).lower())))


def _written(call: Call) -> str:
    return " ".join(call.code.segment(node) for node in call.node.args[:2])


def _opened(calls: Calls, call: Call) -> Call | None:
    """The `open` that a file written here came from: the last one above in its cell."""
    above = [
        other
        for other in calls.written("open")
        if other.code.cell.number == call.code.cell.number and other.node.lineno <= call.node.lineno
    ]
    return above[-1] if above else None


def _result(
    call: Call, target: Value, text: str, opened: Call | None = None, sure: bool = True
) -> Result:
    path = target.text or ""
    mode = call.keywords.get("mode")
    if opened is not None:
        first = opened.argument(0, "file")
        path = path or (first.text or "" if first is not None else "")
        mode = opened.argument(1, "mode")
        text = f"{text} {opened.code.segment(opened.node)}"
    named = bool(set(_WORD.split(f"{path} {text}".lower())) & words("result_words"))
    fresh = mode is None or not (mode.text or "w").startswith("a")
    return Result(call, path, named, fresh, sure)


def logging(program: Program, result: Result) -> Fix | None:
    """Give the file that was written to a tracker; None where it is not written in one call."""
    call = result.call
    if not result.path or call.written not in _TABLES:
        return None
    below = after(call.code, call.node, f"mlflow.log_artifact({result.path!r})".replace("'", '"'))
    if below is None:
        return None
    above = imported(program, "mlflow", call.code)
    edits = (below,) if above is None else (above, below)
    return Fix("Log the file to MLflow", "S", edits)
