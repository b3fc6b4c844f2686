"""Names of steps: from a heading, else from what the step does. Never a number."""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_VERBS = {
    "loading": "load",
    "load": "load",
    "reading": "read",
    "read": "read",
    "import": "load",
    "importing": "load",
    "data": "load",
    "dataset": "load",
    "ingestion": "ingest",
    "cleaning": "clean",
    "cleansing": "clean",
    "clean": "clean",
    "preprocessing": "preprocess",
    "preparation": "prepare",
    "preparing": "prepare",
    "prepare": "prepare",
    "wrangling": "prepare",
    "exploration": "explore",
    "exploratory": "explore",
    "exploring": "explore",
    "explore": "explore",
    "eda": "explore",
    "overview": "summarize",
    "summary": "summarize",
    "statistics": "summarize",
    "engineering": "engineer",
    "features": "engineer",
    "feature": "engineer",
    "transformation": "transform",
    "transforming": "transform",
    "encoding": "encode",
    "scaling": "scale",
    "normalization": "normalize",
    "standardization": "scale",
    "splitting": "split",
    "split": "split",
    "training": "train",
    "train": "train",
    "fitting": "fit",
    "fit": "fit",
    "model": "train",
    "modeling": "train",
    "modelling": "train",
    "models": "train",
    "baseline": "train",
    "learning": "train",
    "tuning": "tune",
    "search": "tune",
    "optimization": "optimize",
    "validation": "validate",
    "validating": "validate",
    "evaluation": "evaluate",
    "evaluating": "evaluate",
    "evaluate": "evaluate",
    "metrics": "evaluate",
    "results": "report",
    "result": "report",
    "testing": "test",
    "prediction": "predict",
    "predictions": "predict",
    "predicting": "predict",
    "inference": "predict",
    "scoring": "score",
    "saving": "save",
    "save": "save",
    "export": "export",
    "exporting": "export",
    "visualization": "plot",
    "visualisation": "plot",
    "visualizing": "plot",
    "visualize": "plot",
    "plotting": "plot",
    "plots": "plot",
    "plot": "plot",
    "charts": "plot",
    "comparison": "compare",
    "comparing": "compare",
    "compare": "compare",
    "analysis": "analyze",
    "analyzing": "analyze",
    "clustering": "cluster",
    "simulation": "simulate",
    "simulating": "simulate",
    "generation": "generate",
    "generating": "generate",
    "creating": "create",
    "create": "create",
    "building": "build",
    "build": "build",
    "defining": "define",
    "definition": "define",
    "selection": "select",
    "selecting": "select",
    "aggregation": "aggregate",
    "reporting": "report",
    "report": "report",
    "deployment": "deploy",
    "setup": "set_up",
    "configuration": "configure",
    "settings": "configure",
    "installation": "set_up",
    "initialization": "initialize",
    "conclusion": "conclude",
    "conclusions": "conclude",
    "introduction": "introduce",
    "example": "run",
    "examples": "run",
    "usage": "run",
    "computing": "compute",
    "calculation": "compute",
    "calculating": "compute",
    "running": "run",
    "checking": "check",
    "filtering": "filter",
    "merging": "merge",
    "sampling": "sample",
    "using": "use",
    "getting": "get",
    "making": "make",
    "finding": "find",
}
# verbs that a heading may begin with as they are
_PLAIN = frozenset(
    [
        "push",
        "send",
        "write",
        "get",
        "fetch",
        "download",
        "upload",
        "add",
        "compute",
        "calculate",
        "find",
        "show",
        "make",
        "define",
        "check",
        "set",
        "run",
        "use",
        "apply",
        "remove",
        "drop",
        "filter",
        "merge",
        "join",
        "sort",
        "group",
        "select",
        "sample",
        "test",
        "try",
        "draw",
        "tune",
        "score",
        "predict",
        "split",
        "train",
        "fit",
        "scale",
        "encode",
        "plot",
        "save",
        "load",
        "read",
        "clean",
        "explore",
        "evaluate",
        "build",
        "create",
        "compare",
        "analyze",
        "analyse",
        "summarize",
        "inspect",
        "generate",
        "import",
        "export",
        "print",
        "display",
        "solve",
        "estimate",
        "measure",
        "rank",
        "choose",
        "pick",
        "prepare",
        "transform",
        "convert",
        "extract",
        "store",
        "publish",
        "register",
        "deploy",
    ]
)
_STOP = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "for",
        "to",
        "in",
        "on",
        "with",
        "and",
        "or",
        "by",
        "from",
        "our",
        "your",
        "its",
        "it",
        "is",
        "are",
        "be",
        "this",
        "that",
        "these",
        "we",
        "you",
        "i",
        "let",
        "lets",
        "s",
        "how",
        "what",
        "which",
        "who",
        "into",
        "using",
        "via",
        "at",
        "as",
        "some",
        "all",
        "final",
        "first",
        "second",
        "third",
        "next",
        "then",
        "now",
        "step",
        "part",
        "section",
        "chapter",
        "exercise",
        "question",
        "task",
    ]
)
_PLURALS = {"feature": "features", "parameter": "parameters", "hyperparameter": "hyperparameters"}
# names that say nothing of what a step makes
_DULL = frozenset(
    "fig ax axes axs axis plt tmp temp res ret out idx row rows col cols item items val value vals "
    "key keys line lines name names label labels start end begin stop count args kwargs".split()
)
_PHASE_VERBS = {
    "load": "load",
    "clean": "clean",
    "split": "split",
    "fit": "fit",
    "evaluate": "evaluate",
    "plot": "plot",
    "save": "save",
    "setup": "set_up",
    "": "compute",
}


def plain(heading: str) -> str:
    """A heading as plain text: no markup, numbering or emoji."""
    text = re.sub(r"<[^>]+>", "", heading)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"[`*_~$]+", " ", text)
    text = re.sub(r"^\s*(?:\(?\d+(?:\.\d+)*[.):]?\)?|[IVX]+[.):])\s+", "", text)
    text = "".join(c for c in text if unicodedata.category(c) not in ("So", "Cn", "Co", "Cs"))
    # titles go into docstrings and strings of every generated file
    text = text.replace("\\", " ").replace('"', "'")
    return re.sub(r"\s+", " ", text).strip(" :.-–—")


@dataclass(frozen=True)
class Clues:
    """What a step can be named by, the most telling first.

    `heading` is its own heading, `note` the comment at its start, `section` the heading of the
    section that an earlier step has already taken its name from; `outputs` the names that it
    makes, the main one first; `doing` are word groups such as ``("fit", "model")`` for its calls,
    `calls` less telling ones such as ``("create", "Button")``.
    """

    heading: str
    note: str
    section: str
    phase: str
    outputs: tuple[str, ...]
    doing: tuple[tuple[str, ...], ...] = ()
    calls: tuple[tuple[str, ...], ...] = ()


def name(clues: Clues, taken: frozenset[str]) -> tuple[str, str]:
    """A function name for a step and the words it was taken from; "" when nothing names it.

    Parameters
    ----------
    taken : names of the notebook, of ``lib`` and of earlier steps, which it must not equal
    """
    for attempt, words in _tries(clues):
        if attempt and attempt not in taken and _is_free(attempt):
            return attempt, words
    return "", ""


def _tries(clues: Clues) -> Iterator[tuple[str, str]]:
    telling = sorted(clues.outputs, key=lambda name: len(name) < 3 or name.lower() in _DULL)
    main = _words(next(iter(telling), ""))[:2]
    dull = not main or len("".join(main)) < 3 or telling[0].lower() in _DULL
    verb = _PHASE_VERBS[clues.phase]
    base = _from_heading(clues.heading, clues.phase)
    note = _from_heading(clues.note, clues.phase) if _is_title(clues.note) else ""
    for found, words in ((base, clues.heading), (note, clues.note)):
        yield found, words
        if found and main and not dull and main[-1] not in found.split("_"):
            yield _join([*found.split("_"), *main]), words
    if not dull:
        yield _join([verb, *main]), ""
    elif clues.phase == "setup":
        yield "set_up_session", ""
    for group in clues.doing:
        yield _join([w for part in group for w in _words(part)][:4]), ""
    section = _from_heading(clues.section, clues.phase)
    for found, words in ((base, clues.heading), (section, "")):
        yield (_join([verb, *found.split("_")[1:]]) if "_" in found else ""), words
        for group in clues.doing:
            if found:
                yield _join([*found.split("_")[:3], *_words(group[0])[:1]]), words
    for group in clues.calls:
        yield _join([w for part in group for w in _words(part)][:4]), ""
        if section:
            yield _join([*section.split("_")[:3], *_words(group[-1])[:2]]), ""
    for output in telling[1:]:
        yield _join([verb, *_words(output)[:2]]), ""
    if main:
        yield _join([verb, *main]), ""


def _imperative(word: str) -> str:
    """ "adding" as "add", "estimating" as "estimate", where that is a verb we know."""
    if word.endswith("ing") and word not in _VERBS:
        stem = word[:-3]
        for verb in (stem, stem + "e", stem[:-1] if stem[-2:-1] == stem[-1:] else stem):
            if verb in _PLAIN:
                return verb
    return word


def is_verb(word: str) -> bool:
    """Whether a method's name says what is done, as ``fit`` does."""
    first = _words(word)[:1]
    return bool(first) and (first[0] in _PLAIN or _VERBS.get(first[0]) == first[0])


def _is_title(note: str) -> bool:
    """Whether a comment says in a few words what comes, and is no code and no sentence."""
    words = plain(note).split()
    code = re.search(r"[=\[\]{}<>@\\]|\w\(|\w\.\w|https?:|#|^!|^%", note)
    return 0 < len(words) <= 7 and not code and not note.rstrip().endswith(("?", ",", ":-("))


def _is_free(text: str) -> bool:
    return text.isidentifier() and not keyword.iskeyword(text) and not hasattr(builtins, text)


def _from_heading(heading: str, phase: str = "") -> str:
    words = [w for w in _words(plain(heading)) if not w.isdigit()]
    meaning = [_PLURALS.get(w, w) for w in words if w not in _STOP]
    if not meaning:
        return ""
    if {"train", "test", "split"} <= set(meaning):
        return "split_train_test"
    meaning[0] = _imperative(meaning[0])
    if meaning[0] in _PLAIN:
        verb, rest = meaning[0], meaning[1:]
    else:
        spoken = [w for w in meaning if w in _VERBS]
        if spoken:
            # the last noun of action governs: "Feature engineering", "Hyper-parameter search"
            chosen = next(
                (
                    w
                    for w in spoken
                    if w not in ("data", "dataset", "feature", "features", "model", "models")
                ),
                spoken[0],
            )
            verb = _VERBS[chosen]
            rest = [
                w
                for w in meaning
                if w != chosen
                or chosen
                in (
                    "model",
                    "data",
                    "dataset",
                    "features",
                    "feature",
                    "results",
                    "metrics",
                    "baseline",
                )
            ]
            if verb == "split" and {"train", "test"} <= set(rest):
                rest = ["train", "test"]
        else:
            verb, rest = _PHASE_VERBS[phase] if phase else "run", meaning
    verb = verb.split("_")[0] if not rest and verb == "set_up" else verb
    return _join([*verb.split("_"), *(w for w in rest if w != verb)][:4])


def _words(text: str) -> list[str]:
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    ascii_text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", ascii_text)
    return [w for w in re.split(r"[^A-Za-z0-9]+", ascii_text.lower()) if w and not w[0].isdigit()]


def _join(words: list[str]) -> str:
    return "_".join(w for w in words if w)


def identifier(stem: str) -> str:
    """A file's stem as a package name."""
    found = "_".join(_words(stem)) or "notebook"
    return f"{found}_job" if keyword.iskeyword(found) or not found.isidentifier() else found
