"""Differences between what two runs printed, wrote and computed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from ..analysis.names import names
from ..analysis.program import Program
from .execution import Observation, Scene, last_cell
from .manifest import Manifest

Cause = Literal["value", "printed", "file", "error", "job"]
_ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,}")
_CHATTER = {
    "time": r"(?:CPU times|Wall time): .*",
    "timeit": r".*per loop.*",
    "env": r"env: .*",
    "set_env": r"env: .*",
    "writefile": r"(?:Writing|Overwriting|Appending to) .*",
    "cd": r"/.*|[A-Z]:\\.*",
    "prun": r".*",
    "memit": r".*",
    "pwd": r"/.*",
}


@dataclass(frozen=True)
class Difference:
    """One inequality; `cell` and `line` are the notebook's, `step` is "" outside of steps."""

    cause: Cause
    step: str
    cell: int
    line: int
    what: str
    notebook: str
    package: str

    def __str__(self) -> str:
        place = f"cell {self.cell}, line {self.line}: " if self.cell else ""
        return f"{place}{self.what} is {self.notebook} in the notebook, {self.package} in the job"


def _spans(manifest: Manifest, program: Program) -> list[tuple[str, str, tuple[int, ...]]]:
    """(label of the package's side, label of the values, cells whose output it covers)."""
    numbers = [code.cell.number for code in program.codes]
    if manifest.rung != "steps" or not manifest.steps:
        return [("verbatim", str(last_cell(program)), tuple(numbers))]
    spans, before = [], 0
    for step in manifest.steps:
        end = step.cells[-1]
        spans.append((step.name, str(end), tuple(n for n in numbers if before < n <= end)))
        before = end
    rest = tuple(n for n in numbers if n > before)
    if rest:
        spans.append(("after the last step", "", rest))
    return spans


def _by_cell(scene: Scene, run: Observation) -> dict[int, str]:
    """The notebook's printed text by code cell; papermill numbers only cells with code."""
    cells = [code.cell.number for code in scene.program.codes]
    found = {}
    for label, text in run.printed.items():
        index = int(label) - 1
        if index < len(cells):
            found[cells[index]] = _clean(scene, cells[index], text, run)
    return found


def _clean(scene: Scene, cell: int, text: str, run: Observation) -> str:
    """Printed text without what a magic of that cell says of itself, addresses and places."""
    code = scene.program.codes[cell - 1]
    patterns = [_CHATTER[m.name] for m in code.magics if m.name in _CHATTER]
    if patterns:
        kept = [
            line
            for line in text.splitlines(keepends=True)
            if not any(re.fullmatch(p, line.rstrip("\n")) for p in patterns)
        ]
        text = "".join(kept)
    return _masked(text, run, scene.manifest)


def _masked(text: str, run: Observation, manifest: Manifest) -> str:
    text = text.replace(str(run.folder.resolve()), "FOLDER").replace(str(run.folder), "FOLDER")
    text = _ADDRESS.sub("0x", text)
    return re.sub(rf"\b{re.escape(manifest.name)}\.(?:lib|steps|verbatim)\.", "__main__.", text)


def differences(scene: Scene, source: Observation, made: Observation) -> list[Difference]:
    found: list[Difference] = []
    printed = _by_cell(scene, source)
    captured = {
        code.cell.number
        for code in scene.program.codes
        if any(m.name == "capture" for m in code.magics)
    }
    whole = scene.manifest.rung == "notebook"
    for label, end, cells in _spans(scene.manifest, scene.program):
        wanted = "".join(printed.get(n, "") for n in cells)
        if whole:
            got = "".join(_by_cell(scene, made).values())
        else:
            got = _masked(made.printed.get(label, ""), made, scene.manifest)
            if label == "verbatim":
                got = _masked(made.stdout, made, scene.manifest)
        step = "" if label in ("verbatim", "after the last step") else label
        if wanted != got and not captured & set(cells):
            reached = label in made.printed or made.failure is None or label == "verbatim"
            if reached or got:
                found.append(_printed_difference(scene, step, cells, printed, wanted, got))
        values = source.values.get(end, {})
        for name, print_ in made.values.get(label, {}).items():
            if name not in values:
                found.append(
                    _value_difference(scene, step, cells, name, "not bound", print_[3] or print_[0])
                )
            elif values[name][:2] != print_[:2] and not (values[name][2] or print_[2]):
                one, two = values[name], print_
                found.append(
                    _value_difference(scene, step, cells, name, one[3] or one[0], two[3] or two[0])
                )
    if made.failure is not None:
        f = made.failure
        found.append(
            Difference("error", "", f.cell, f.line, "the outcome", "its end", f"{f.name}: {f.text}")
        )
    else:
        found += _file_differences(source.files, made.files)
    return found


def _printed_difference(
    scene: Scene,
    step: str,
    cells: Iterable[int],
    printed: Mapping[int, str],
    wanted: str,
    got: str,
) -> Difference:
    one, two = wanted.splitlines(), got.splitlines()
    at = next(
        (i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b),
        min(len(one), len(two)),
    )
    seen, cell = 0, 0
    for number in cells:
        lines = len(printed.get(number, "").splitlines())
        if seen + lines > at or (lines and not cell):
            cell = number
        if seen + lines > at:
            break
        seen += lines
    cell = cell or next(iter(cells), 0)
    return Difference(
        "printed",
        step,
        cell,
        _line_of(scene, cell, "print"),
        "the printed text",
        _quoted(one, at),
        _quoted(two, at),
    )


def _quoted(lines: list[str], at: int) -> str:
    return f"`{lines[at][:100]}`" if at < len(lines) else "at its end"


def _line_of(scene: Scene, cell: int, name: str) -> int:
    """The first line of a cell that calls `name`, else its first line of code."""
    if not cell:
        return 0
    units = scene.program.codes[cell - 1].units
    for unit in units:
        for node in unit.nodes:
            for part in ast.walk(node):
                if isinstance(part, ast.Call) and getattr(part.func, "id", "") == name:
                    return part.lineno
    return units[0].first if units else 1


def _value_difference(
    scene: Scene, step: str, cells: Iterable[int], name: str, one: str, two: str
) -> Difference:
    place = (0, 0)
    for number in range(1, max(cells, default=0) + 1):
        for unit in scene.program.codes[number - 1].units:
            found = names(unit.nodes)
            if name in found.all_bound | found.mutates:
                place = (number, unit.first)
    if one == two:
        one, two = f"one {one}", "another"
    return Difference("value", step, *place, f"`{name}`", one, two)


def _file_differences(source: Mapping[str, str], made: Mapping[str, str]) -> list[Difference]:
    found = []
    for name in sorted({*source, *made}):
        if name not in made:
            found.append(Difference("file", "", 0, 0, f"the file `{name}`", "written", "missing"))
        elif name not in source:
            found.append(Difference("file", "", 0, 0, f"the file `{name}`", "missing", "written"))
        elif source[name] != made[name]:
            one, two = source[name][:12], made[name][:12]
            found.append(
                Difference("file", "", 0, 0, f"the file `{name}`", f"sha256 {one}", f"sha256 {two}")
            )
    return found


def differing(scene: Scene, one: Observation, two: Observation) -> set[str]:
    """What differs between two runs of the notebook itself."""
    found = set()
    for label, values in one.values.items():
        for name, print_ in values.items():
            other = two.values.get(label, {}).get(name)
            if other is not None and other[:2] != print_[:2]:
                found.add(f"`{name}` after cell {label}")
    first, second = _by_cell(scene, one), _by_cell(scene, two)
    for cell, text in first.items():
        if text != second.get(cell, ""):
            found.add(f"the printed text of cell {cell}")
    for name in {*one.files, *two.files}:
        if one.files.get(name) != two.files.get(name):
            found.add(f"the file `{name}`")
    return found


def settled(
    scene: Scene,
    found: list[Difference],
    shaky: set[str],
    source: Observation,
    again: Observation,
    made: Observation,
) -> list[Difference]:
    """The differences that are not explained by the notebook differing from itself."""
    kept = []
    spans = {label: (end, cells) for label, end, cells in _spans(scene.manifest, scene.program)}
    one, two = _by_cell(scene, source), _by_cell(scene, again)
    for difference in found:
        label = difference.step or next(iter(spans))
        end, cells = spans.get(label, ("", ()))
        if difference.cause == "value" and f"{difference.what} after cell {end}" in shaky:
            continue
        if difference.cause == "file" and difference.what in shaky:
            continue
        if difference.cause == "printed" and any(
            f"the printed text of cell {n}" in shaky for n in cells
        ):
            left = "".join(one.get(n, "") for n in cells).splitlines()
            right = "".join(two.get(n, "") for n in cells).splitlines()
            got = _masked(
                made.stdout if label == "verbatim" else made.printed.get(label, ""),
                made,
                scene.manifest,
            ).splitlines()
            if _same_where_stable(left, right, got):
                continue
        kept.append(difference)
    return kept


def _same_where_stable(one: list[str], two: list[str], got: list[str]) -> bool:
    """Whether `got` agrees with the lines that two runs of the notebook agree on."""
    if len(one) != len(two) or len(one) != len(got):
        return len(one) != len(two)
    return all(a == g for a, b, g in zip(one, two, got, strict=True) if a == b)


def outside_differences(
    scene: Scene, source: Observation, job: Observation, shaky: set[str], side: str
) -> list[Difference]:
    """What differs between the notebook and another form of the same job, seen from outside."""
    if job.failure is not None:
        f = job.failure
        return [
            Difference(
                "job", "", 0, 0, f"the outcome of the {side}", "its end", f"{f.name}: {f.text}"
            )
        ]
    if any("printed text" in item for item in shaky):
        return []
    wanted = "".join(_by_cell(scene, source).values())
    got = _masked(job.stdout, job, scene.manifest)
    captured = any(m.name == "capture" for code in scene.program.codes for m in code.magics)
    found = []
    if wanted != got and not captured:
        one, two = wanted.splitlines(), got.splitlines()
        at = next(
            (i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b),
            min(len(one), len(two)),
        )
        found.append(
            Difference(
                "job",
                "",
                0,
                0,
                f"the printed text of the {side}",
                _quoted(one, at),
                _quoted(two, at),
            )
        )
    files = [d for d in _file_differences(source.files, job.files) if d.what not in shaky]
    return found + [replace(d, cause="job") for d in files]
