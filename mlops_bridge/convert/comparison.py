"""Differences between what two runs printed, wrote and computed."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, NamedTuple

from ..analysis.names import names
from ..analysis.program import Program
from ..analysis.trees import walk
from .contents import same_content
from .execution import Observation, Print, Scene, last_cell
from .manifest import Manifest

Cause = Literal["value", "printed", "file", "error", "job", "parameter"]
STABLE = 1e-12
"""Two floats are close when their relative difference is not above this."""
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
    name: str = ""
    """The name whose value it is about."""

    def __str__(self) -> str:
        place = f"cell {self.cell}, line {self.line}: " if self.cell else ""
        return f"{place}{self.what} is {self.notebook} in the notebook, {self.package} in the job"


class Span(NamedTuple):
    """What of the notebook one step stands for.

    `label` is the step's name, `end` the label of the notebook's values at its end, `cells` those
    whose printed text is compared with that of the `printers`: several steps share a cell that
    is cut.
    """

    label: str
    end: str
    cells: tuple[int, ...]
    printers: tuple[str, ...]


def spans(manifest: Manifest, program: Program) -> list[Span]:
    """One span for each step, or one for the whole notebook."""
    numbers = [code.cell.number for code in program.codes]
    if manifest.rung != "steps" or not manifest.steps:
        return [Span("verbatim", str(last_cell(program)), tuple(numbers), ("verbatim",))]
    found: list[Span] = []
    before = 0
    waiting: tuple[str, ...] = ()
    for index, (step, end) in enumerate(zip(manifest.steps, manifest.ends, strict=True)):
        waiting += (step.name,)
        if index + 1 < len(manifest.steps) and ":" in end:  # the cell goes on in the next step
            found.append(Span(step.name, end, (), ()))
            continue
        last = step.cells[-1]
        cells = tuple(n for n in numbers if before < n <= last and n not in manifest.explored)
        found.append(Span(step.name, end, cells, waiting))
        before, waiting = last, ()
    rest = tuple(n for n in numbers if n > before and n not in manifest.explored)
    if rest:
        found.append(Span("after the last step", "", rest, ("after the last step",)))
    return found


def by_cell(scene: Scene, run: Observation) -> dict[int, str]:
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
    return masked(text, run, scene.manifest)


def masked(text: str, run: Observation, manifest: Manifest) -> str:
    """Printed text without addresses, the folder of the run, and where a class now lives."""
    text = text.replace(str(run.folder.resolve()), "FOLDER").replace(str(run.folder), "FOLDER")
    text = _ADDRESS.sub("0x", text)
    return re.sub(rf"\b{re.escape(manifest.name)}\.(?:lib|steps|verbatim)\.", "__main__.", text)


def differences(scene: Scene, source: Observation, made: Observation) -> list[Difference]:
    """All that differs between the notebook and the package, in the order of the steps."""
    found: list[Difference] = []
    texts = by_cell(scene, source)
    for span in spans(scene.manifest, scene.program):
        found += _printed(scene, texts, made, span)
        if span.end:
            found += _values(scene, source, made, span)
        failure = made.failure
        if failure is not None and failure.step == span.label:
            found.append(_outcome(made))
    if made.failure is not None and not any(d.cause == "error" for d in found):
        found.append(_outcome(made))
    if made.failure is None:
        found += file_differences(scene, source, made)
    return found


def _outcome(made: Observation) -> Difference:
    assert made.failure is not None
    f = made.failure
    said = f"{f.name}: {f.text}"
    return Difference("error", f.step, f.cell, f.line, "the outcome", "its end", said)


def _printed(
    scene: Scene, texts: Mapping[int, str], made: Observation, span: Span
) -> list[Difference]:
    if not span.printers:
        return []
    wanted = "".join(texts.get(n, "") for n in span.cells)
    if scene.manifest.rung == "notebook":
        got = "".join(by_cell(scene, made).values())
    elif span.label == "verbatim":
        got = masked(made.stdout, made, scene.manifest)
    else:
        got = "".join(made.printed.get(label, "") for label in span.printers)
        got = masked(got, made, scene.manifest)
    reached = made.failure is None or span.label in (*made.printed, "verbatim")
    if wanted == got or not (reached or got):
        return []
    step = "" if span.label in ("verbatim", "after the last step") else span.label
    for label in span.printers[:-1]:  # of several steps, the one whose text first differs
        part = masked(made.printed.get(label, ""), made, scene.manifest)
        if not wanted.startswith(part):
            step = label
            break
        wanted, got = wanted[len(part) :], got[len(part) :]
    return [_printed_difference(scene, step, span.cells, texts, wanted, got)]


def _values(scene: Scene, source: Observation, made: Observation, span: Span) -> list[Difference]:
    """What differs of a step's own names at its return, and of what `run` then holds."""
    found = []
    theirs = source.values.get(span.end, {})
    label = span.label
    ours = {p.name for p in scene.manifest.parameters if p.column >= 0}
    for name, print_ in made.values.get(label, {}).items():
        if name in ours:
            continue  # it stands for a literal that had no name
        if problem := _unequal(scene, span, theirs, name, print_):
            found.append(problem)
    handed = made.values.get(f"run:{label}", {})
    for name in scene.manifest.handed(label):
        if name in theirs and name in handed and name not in {d.name for d in found}:
            if problem := _unequal(scene, span, theirs, name, handed[name]):
                found.append(replace(problem, what=f"{problem.what}, as it is handed on,"))
    if label in made.aliases and not any(d.name.isidentifier() for d in found):
        found += _alias_differences(scene, source, made, span)
    return found


def _unequal(
    scene: Scene, span: Span, theirs: Mapping[str, Print], name: str, print_: Print
) -> Difference | None:
    if name not in theirs:
        said = print_.text or print_.kind
        return _value_difference(scene, span, name, "not bound", said)
    one, two = theirs[name], print_
    if (one.kind, one.digest) == (two.kind, two.digest) or one.opaque or two.opaque:
        return None
    return _value_difference(scene, span, name, one.text or one.kind, two.text or two.kind)


def _alias_differences(
    scene: Scene, source: Observation, made: Observation, span: Span
) -> list[Difference]:
    """Names that are one object on one side only."""
    known = set(made.values[span.label]) & set(source.values.get(span.end, {}))

    def groups(side: Sequence[Sequence[str]]) -> set[tuple[str, ...]]:
        parts = (tuple(n for n in group if n in known) for group in side)
        return {group for group in parts if len(group) > 1}

    one, two = groups(source.aliases.get(span.end, ())), groups(made.aliases[span.label])
    found = []
    for group in sorted(one ^ two)[:1]:
        said = ("one object", "several") if group in one else ("several objects", "one")
        what = " and ".join(f"`{name}`" for name in group)
        found.append(_value_difference(scene, span, group[0], *said, what=what))
    return found


def is_close(
    one: Observation, first: Print, two: Observation, second: Print, limit: float | None = None
) -> float | None:
    """How far two values are apart, relatively, when all but their floats agree; else None."""
    if not first.structure or first.structure != second.structure:
        return None
    left, right = one.floats(first), two.floats(second)
    if len(left) != len(right) or not left:
        return None
    most = 0.0
    for a, b in zip(left, right, strict=True):
        if a == b or (math.isnan(a) and math.isnan(b)):
            continue
        if not (math.isfinite(a) and math.isfinite(b)):
            return None
        most = max(most, abs(a - b) / max(abs(a), abs(b)))
        if limit is not None and most > limit:
            return most
    return most


def _printed_difference(
    scene: Scene,
    step: str,
    cells: Iterable[int],
    printed: Mapping[int, str],
    wanted: str,
    got: str,
) -> Difference:
    one, two = wanted.splitlines(), got.splitlines()
    at = _parting(one, two)
    seen, cell = 0, 0
    for number in cells:
        lines = len(printed.get(number, "").splitlines())
        if seen + lines > at or (lines and not cell):
            cell = number
        if seen + lines > at:
            break
        seen += lines
    cell = cell or next(iter(cells), 0)
    line = _line_of(scene, cell, "print")
    texts = _quoted(one, at), _quoted(two, at)
    return Difference("printed", step, cell, line, "the printed text", *texts)


def _parting(one: Sequence[str], two: Sequence[str]) -> int:
    """The index of the first line that differs."""
    pairs = enumerate(zip(one, two, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(two)))


def _quoted(lines: Sequence[str], at: int) -> str:
    return f"`{lines[at][:100]}`" if at < len(lines) else "at its end"


def _line_of(scene: Scene, cell: int, name: str) -> int:
    """The first line of a cell that calls `name`, else its first line of code."""
    if not cell:
        return 0
    units = scene.program.codes[cell - 1].units
    for unit in units:
        for node in unit.nodes:
            for part in walk(node):
                if isinstance(part, ast.Call) and getattr(part.func, "id", "") == name:
                    return part.lineno
    return units[0].first if units else 1


def _value_difference(
    scene: Scene, span: Span, name: str, one: str, two: str, what: str = ""
) -> Difference:
    last = int(span.end.split(":")[0])
    place = (0, 0) if name.isidentifier() else (last, 1)
    for number in range(1, last + 1):
        for unit in scene.program.codes[number - 1].units:
            found = names(unit.nodes)
            if name in found.all_bound | found.mutates:
                place = (number, unit.first)
    if one == two:
        one, two = f"one {one}", "another"
    step = "" if span.label == "verbatim" else span.label
    what = what or (f"`{name}`" if name.isidentifier() else name)
    return Difference("value", step, *place, what, one, two, name)


def file_differences(scene: Scene, source: Observation, made: Observation) -> list[Difference]:
    """Files that one side wrote and the other did not, or not with the same content."""
    found = []
    for name in sorted({*source.files, *made.files}):
        what = f"the file `{name}`"
        if name not in made.files:
            said = ("written", "missing")
        elif name not in source.files:
            said = ("missing", "written")
        elif source.files[name] != made.files[name]:
            if _same_file(source.folder / name, made.folder / name, scene.manifest):
                continue
            said = (f"sha256 {source.files[name][:12]}", f"sha256 {made.files[name][:12]}")
        else:
            continue
        cell, line = _mention(scene, Path(name).name)
        step = next((s.name for s in scene.manifest.steps if cell in s.cells), "")
        found.append(Difference("file", step, cell, line, what, *said))
    return found


def _same_file(one: Path, two: Path, manifest: Manifest) -> bool:
    return one.is_file() and two.is_file() and same_content(one, two, manifest.name)


def _mention(scene: Scene, name: str) -> tuple[int, int]:
    """The last place of the notebook that names a file."""
    place = (0, 0)
    for code in scene.program.codes:
        for number, line in enumerate(code.lines, 1):
            if name in line:
                place = (code.cell.number, number)
    return place


def unstable(scene: Scene, one: Observation, two: Observation) -> dict[str, str]:
    """What differs between two runs of the notebook itself: a key, and the words, if any."""
    found = {}
    for label, prints in one.values.items():
        cell = label.split(":")[0]
        for name, print_ in prints.items():
            other = two.values.get(label, {}).get(name)
            if other is not None and other.digest != print_.digest:
                # that random numbers go on differently is told by what is drawn
                said = f"`{name}` after cell {cell}" if name.isidentifier() else ""
                found[f"{label} {name}"] = said
    first, second = by_cell(scene, one), by_cell(scene, two)
    for number, text in first.items():
        if text != second.get(number, ""):
            found[f"printed {number}"] = f"the printed text of cell {number}"
    for name in {*one.files, *two.files}:
        if one.files.get(name) != two.files.get(name):
            if not _same_file(one.folder / name, two.folder / name, scene.manifest):
                found[f"file {name}"] = f"the file `{name}`"
    return found


def keys(scene: Scene, found: Iterable[Difference]) -> set[str]:
    """What differences are about, in the words of `unstable`."""
    every = {span.label: span for span in spans(scene.manifest, scene.program)}
    told = set[str]()
    for difference in found:
        span = every.get(difference.step) or next(iter(every.values()))
        if difference.cause == "value":
            told.add(f"{span.end} {difference.name}")
        elif difference.cause == "file":
            told.add(f"file {_file(difference)}")
        else:
            cells = next((s.cells for s in every.values() if difference.step in s.printers), ())
            told |= {f"printed {n}" for n in cells or span.cells}
    return told


def repeats(scene: Scene, one: Observation, two: Observation, key: str) -> bool:
    """Whether two runs of the package agree on what a key of `unstable` is about."""
    head, _, rest = key.partition(" ")
    if head == "file":
        return one.files.get(rest) == two.files.get(rest)
    every = spans(scene.manifest, scene.program)
    if head == "printed":
        labels = [p for s in every if int(rest) in s.cells for p in s.printers]
        return all(one.printed.get(p) == two.printed.get(p) for p in labels)
    labels = [label for s in every if s.end == head for label in (s.label, f"run:{s.label}")]
    pairs = [(run.values.get(p, {}).get(rest) for run in (one, two)) for p in labels]
    return all((a and a.digest) == (b and b.digest) for a, b in pairs)


def settled(
    scene: Scene,
    found: Iterable[Difference],
    shaky: Mapping[str, str],
    source: Observation,
    again: Observation | None,
    made: Observation,
) -> tuple[list[Difference], set[str]]:
    """The differences that count, and the steps with values that are close but not equal.

    What two runs of the notebook do not agree on is not held against the package, as far as the
    package differs by no more than they do.
    """
    kept, close = [], set[str]()
    every = {span.label: span for span in spans(scene.manifest, scene.program)}
    for difference in found:
        span = every.get(difference.step) or next(iter(every.values()))
        if difference.cause == "value":
            if f"{span.end} {difference.name}" in shaky:
                continue
            if _is_near(source, made, span, difference):
                close.add(difference.step)
                continue
        if difference.cause == "file" and f"file {_file(difference)}" in shaky:
            continue
        if difference.cause == "printed" and again is not None:
            cells = next((s.cells for s in every.values() if difference.step in s.printers), ())
            cells = cells or span.cells
            if any(f"printed {n}" in shaky for n in cells) and _agree(
                scene, source, again, made, span
            ):
                continue
        kept.append(difference)
    return kept, close


def _file(difference: Difference) -> str:
    return difference.what.removeprefix("the file `").removesuffix("`")


def _is_near(source: Observation, made: Observation, span: Span, difference: Difference) -> bool:
    name = difference.name
    label = f"run:{span.label}" if "handed on" in difference.what else span.label
    first = source.values.get(span.end, {}).get(name)
    second = made.values.get(label, {}).get(name)
    if first is None or second is None or first.kind != second.kind:
        return False
    far = is_close(source, first, made, second, STABLE)
    return far is not None and far <= STABLE


def _agree(
    scene: Scene, source: Observation, again: Observation, made: Observation, span: Span
) -> bool:
    """Whether the package printed the lines that two runs of the notebook agree on."""
    one, two = by_cell(scene, source), by_cell(scene, again)
    left = "".join(one.get(n, "") for n in span.cells).splitlines()
    right = "".join(two.get(n, "") for n in span.cells).splitlines()
    labels = span.printers or (span.label,)
    text = "".join(made.printed.get(label, "") for label in labels)
    text = made.stdout if span.label == "verbatim" else text
    got = masked(text, made, scene.manifest).splitlines()
    if len(left) != len(right) or len(left) != len(got):
        return len(left) != len(right)
    return all(a == g for a, b, g in zip(left, right, got, strict=True) if a == b)


def outside_differences(
    scene: Scene, source: Observation, job: Observation, shaky: Mapping[str, str], side: str
) -> list[Difference]:
    """What differs between the notebook and another form of the same job, seen from outside."""
    if job.failure is not None:
        f = job.failure
        said = f"{f.name}: {f.text}"
        return [Difference("job", "", 0, 0, f"the outcome of the {side}", "its end", said)]
    files = [d for d in file_differences(scene, source, job) if f"file {_file(d)}" not in shaky]
    found = [replace(d, cause="job") for d in files]
    if any(key.startswith("printed ") for key in shaky):
        return found
    cells = by_cell(scene, source)
    wanted = "".join(t for n, t in cells.items() if n not in scene.manifest.explored)
    got = masked(job.stdout, job, scene.manifest)
    if wanted != got:
        one, two = wanted.splitlines(), got.splitlines()
        at = _parting(one, two)
        texts = _quoted(one, at), _quoted(two, at)
        found.insert(0, Difference("job", "", 0, 0, f"the printed text of the {side}", *texts))
    return found


def categories(text: str) -> tuple[str, ...]:
    """The categories of warnings in a text of standard error, without repetition."""
    return tuple(sorted(set(re.findall(r"\b(\w+Warning): ", text))))
