"""Names of steps: from a heading, else from what the step does. Never a number."""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from collections.abc import Iterable

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


def name(heading: str, phase: str, outputs: Iterable[str], taken: frozenset[str]) -> str:
    """A function name for a step, or "" when nothing says what it does.

    Parameters
    ----------
    taken : names of the notebook, of ``lib`` and of earlier steps, which it must not equal
    """
    main = _words(next(iter(outputs), ""))[:2]
    tries = []
    base = _from_heading(heading)
    if base:
        tries += [base]
        if main:
            tries.append(_join([*base.split("_"), *main]))
    verb = _PHASE_VERBS[phase]
    if phase == "setup":
        main = main or ["session"]
    if main:
        tries.append(_join([verb, *main]))
    if base:
        tries.append(_join([verb, *base.split("_")[1:]]) if "_" in base else "")
    for attempt in tries:
        if attempt and attempt not in taken and _is_free(attempt):
            return attempt
    return ""


def _is_free(text: str) -> bool:
    return text.isidentifier() and not keyword.iskeyword(text) and not hasattr(builtins, text)


def _from_heading(heading: str) -> str:
    words = [w for w in _words(plain(heading)) if not w.isdigit()]
    meaning = [_PLURALS.get(w, w) for w in words if w not in _STOP]
    if not meaning:
        return ""
    if {"train", "test", "split"} <= set(meaning):
        return "split_train_test"
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
            verb, rest = "run", meaning
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
