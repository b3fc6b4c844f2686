"""What each library's API is: rows of text, a dotted name, its role, and facts about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from ...config import THRESHOLDS
from ...errors import ConfigError

_REEXPORTING = frozenset(
    ["sklearn", "imblearn", "pandas", "keras", "tensorflow", "category_encoders"]
)
_APIS = ("network", "sklearn", "tables", "deep", "tracking", "serving", "python")
_NOTHING: Mapping[str, tuple[str, ...]] = {}
_extra: ContextVar[Mapping[str, tuple[str, ...]]] = ContextVar("extra", default=_NOTHING)
_thresholds: ContextVar[Mapping[str, float]] = ContextVar("thresholds", default=THRESHOLDS)


class Api(NamedTuple):
    """One name of a library. `facts` hold what its role needs, as written in the table."""

    name: str
    role: str
    facts: Mapping[str, str]

    @property
    def package(self) -> str:
        return self.name.partition(".")[0]


class Need(NamedTuple):
    """What a library loads when one of the names is used (`*`: in any case).

    Where `mark` is given, a text of the notebook has to have it: the scheme of an address, the
    ending of a path, or a whole word. `owners` are the distributions, alternatives together.
    """

    library: str
    names: tuple[str, ...]
    mark: str
    owners: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=4096)
def api(name: str) -> Api | None:
    """What a dotted name is; None if the tables do not know it.

    Some libraries export a name from many modules: where the exact name is not listed, the only
    entry of the same package with the same last part counts.
    """
    names, tails, packages = _tables()
    if name in names:
        return names[name]
    root, _, rest = name.partition(".")
    if not rest:
        return None
    if root in _REEXPORTING and (found := tails.get((root, name.rpartition(".")[2]))):
        return found
    for end in range(len(name), 0, -1):
        if name[end - 1 : end] == "." and name[: end - 1] in packages:
            package = packages[name[: end - 1]]
            return Api(name, package.role.removesuffix("_package"), package.facts)
    return None


@lru_cache(maxsize=256)
def package_role(name: str) -> str:
    """The role of a whole package ("tracker", "fairness", ...), or ""."""
    packages = _tables()[2]
    for prefix, entry in packages.items():
        if name == prefix or name.startswith(prefix + "."):
            return entry.role.removesuffix("_package")
    return ""


@lru_cache(maxsize=1024)
def usual_import(name: str) -> str | None:
    """The import that everybody means by a name; None if there is none, or more than one."""
    if name in _aliases():
        return _aliases()[name]
    if name in _list("usual_modules"):
        return f"import {name}"
    if not name[:1].isupper() and "_" not in name:
        return None
    found = {known for known in _tables()[0] if known.rpartition(".")[2] == name and "." in known}
    if len(found) != 1:
        return None
    module, _, last = found.pop().rpartition(".")
    return f"from {module} import {last}"


@lru_cache(maxsize=1)
def _aliases() -> Mapping[str, str]:
    return dict(_rows("aliases"))


@contextmanager
def extended(
    lists: Mapping[str, tuple[str, ...]], thresholds: Mapping[str, float] = THRESHOLDS
) -> Iterator[None]:
    """Add words to the lists while the block runs, as [tool.nb2prod] says; set thresholds.

    Raises
    ------
    ConfigError
        If there is no list of that name.
    """
    for name in lists:
        if name not in _words() and name != "sensitive_columns":
            raise ConfigError(
                f"unknown list `{name}` in [tool.nb2prod.knowledge]",
                hint=f"Known lists: sensitive_columns, {', '.join(_words())}.",
            )
    token, other = _extra.set(lists), _thresholds.set({**THRESHOLDS, **thresholds})
    try:
        yield
    finally:
        _extra.reset(token)
        _thresholds.reset(other)


def threshold(name: str) -> float:
    """What the configuration, or else `config.THRESHOLDS`, calls too much."""
    return _thresholds.get()[name]


def words(name: str) -> frozenset[str]:
    """A word list by its name, with the user's words."""
    more = _extra.get().get(name)
    return _list(name).union(more) if more else _list(name)


@lru_cache(maxsize=64)
def _list(name: str) -> frozenset[str]:
    return frozenset(_words()[name])


def distribution(module: str) -> str:
    """The distribution that usually brings a top-level module."""
    return distributions(module)[0]


def distributions(module: str) -> tuple[str, ...]:
    """All distributions that may bring a module, the usual one first; the module itself if none."""
    return bringing(module) or (module,)


def bringing(module: str) -> tuple[str, ...]:
    """The distributions known to bring a module, the usual one first; empty when none is known."""
    table, parts = _distributions(), module.split(".")
    for length in range(len(parts), 0, -1):
        if found := table.get(".".join(parts[:length])):
            return () if found == ("?",) else found
    return ()


def is_shared(module: str) -> bool:
    """Whether a name alone does not tell a distribution, but longer ones do (``google.cloud``)."""
    return not bringing(module) and module in _beginnings()


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    """All names that some longer name of the table begins with."""
    return frozenset(
        name[:at] for name in _distributions() for at, sign in enumerate(name) if sign == "."
    )


@lru_cache(maxsize=1)
def _distributions() -> Mapping[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for left, right in _rows("distributions"):
        if left == "=":
            table.update((name, (name.replace("_", "-"),)) for name in right.split())
        else:
            table[left] = tuple(right.split())
    return table


@lru_cache(maxsize=1)
def needs() -> tuple[Need, ...]:
    """What libraries load by themselves when something of theirs is used."""
    found = []
    for left, right in _rows("needs"):
        library, names, *mark = left.split()
        owners = tuple(tuple(each.split("|")) for each in right.split())
        found.append(Need(library, tuple(names.split("|")), mark[0] if mark else "", owners))
    return tuple(found)


def cuda_image(name: str, version: str) -> str | None:
    """The container image with CUDA for a distribution at a version, such as 2.4.1+cu124."""
    public, _, label = version.partition("+")
    for left, right in _rows("images"):
        distribution, start = left.split()
        if name == distribution and f"{public}.".startswith(f"{start}."):
            form, usual = right.split()
            built = label.removeprefix("cu") if label.startswith("cu") else ""
            cuda = f"{built[:-1]}.{built[-1]}" if built.isdigit() else usual
            return form.format(version=public, cuda=cuda)
    return None


@lru_cache(maxsize=1)
def cuda_images() -> Mapping[str, str]:
    """For each CUDA, as "12.2", the runtime image with cuDNN that has it, the newest last."""
    return {left: right.strip() for left, right in _rows("cuda") if left[0].isdigit()}


@lru_cache(maxsize=2)
def cuda_users(kind: Literal["toolkit", "either"]) -> frozenset[str]:
    """Distributions that load the machine's CUDA: always, or where no wheels bring it."""
    return frozenset(
        name for left, right in _rows("cuda") if left == kind for name in right.split()
    )


def sensitive() -> Mapping[str, tuple[str, float]]:
    """For each protected column name, the attribute and the confidence of the lexicon."""
    more = _extra.get().get("sensitive_columns", ())
    return {**_sensitive(), **{name.lower(): (name, 0.9) for name in more}}


@lru_cache(maxsize=1)
def _sensitive() -> Mapping[str, tuple[str, float]]:
    found: dict[str, tuple[str, float]] = {}
    for left, right in _rows("sensitive"):
        attribute, confidence = left.split()
        found.update((word, (attribute, float(confidence))) for word in right.split())
    return found


@lru_cache(maxsize=1)
def _words() -> Mapping[str, list[str]]:
    return {left: right.split() for left, right in _rows("words")}


@lru_cache(maxsize=1)
def _tables() -> tuple[Mapping[str, Api], Mapping[tuple[str, str], Api | None], Mapping[str, Api]]:
    names: dict[str, Api] = {}
    tails: dict[tuple[str, str], Api | None] = {}
    packages: dict[str, Api] = {}
    for table in _APIS:
        for left, right in _rows(table):
            role, *facts = right.split()
            known = dict(fact.split("=", 1) for fact in facts)
            for name in left.split():
                entry = Api(name, role, known)
                if role.endswith("_package"):
                    packages.setdefault(name, entry)
                    continue
                names.setdefault(name, entry)
                key = (name.partition(".")[0], name.rpartition(".")[2])
                same = key in tails and tails[key] is not None and tails[key].role != role  # type: ignore[union-attr]
                tails[key] = None if same else entry
    return names, tails, packages


def _rows(table: str) -> Iterator[tuple[str, str]]:
    text = (Path(__file__).parent / f"{table}.txt").read_text(encoding="utf-8")
    prefix = ""
    for line in text.splitlines():
        if not line or line[0] == "#":
            continue
        if line[0] == "@":
            prefix = line[1:].strip() + "."
            continue
        left, _, right = f"{line} ".partition(" : ")
        if prefix and table in _APIS:
            left = " ".join(prefix + name for name in left.split())
        yield left, right
