"""Outputs: the text that stored outputs show, and the secrets and personal data in it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from ..finding import Place
from .knowledge import words
from .program import Code, Program
from .tokens import tokens

_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_HIDDEN = re.compile(
    r"<(script|style)\b.*?</\1>|data:[\w/+.-]+;base64,[A-Za-z0-9+/=]+", re.S | re.I
)
_TAG = re.compile(r"<[^<>]*>")
_LONGEST = 300_000  # characters of one output that are looked at
_SHOWN = ("text/plain", "text/html", "text/markdown")
_SHORTEST = 8  # characters of a credential that are worth a search in outputs

_EMAIL = re.compile(r"(?<![\w.+/:-])[A-Za-z0-9][\w.+-]*@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,12}\b")
_CARD = re.compile(
    r"(?<![\d.-])(?:(?:4\d{3}|5[1-5]\d\d|2[2-7]\d\d|6011|65\d\d|35[2-8]\d)([ -])\d{4}\1\d{4}\1\d{4}"
    r"|3[47]\d\d([ -])\d{6}\2\d{5})(?![\d.-])"
)
_SSN = re.compile(r"(?<![\w-])(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}(?![\w-])")
_SSN_SHOWN = frozenset(["078-05-1120", "219-09-9999", "123-45-6789"])  # printed on sample cards
_IBAN = re.compile(
    r"(?<!\w)[A-Z]{2}\d\d(?:[A-Z0-9]{11,30}|(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3})?)(?!\w)"
)
_IBAN_SHOWN = frozenset(["DE89370400440532013000", "GB82WEST12345698765432"])
_PHONE = re.compile(r"\+?[\d(][\d ()./-]{6,18}(?: ?x\d+)?")
_PHONE_HEADER = re.compile(r"phone|telefon|telephone|mobile|handy|cell_?(?:number|no)", re.I)
_TABLE = re.compile(r"<table\b.*?</table>", re.S | re.I)
_ROW = re.compile(r"<tr\b.*?</tr>", re.S | re.I)
_FIELD = re.compile(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", re.S | re.I)
_MANY = 3  # different addresses that make a list of people


@dataclass(frozen=True)
class Shown:
    """What the outputs of a cell show and should not, and how many of it; at the cell's start."""

    what: str
    count: int
    place: Place


def texts(code: Code) -> tuple[str, ...]:
    """The texts of the outputs of a cell: streams, results, tables without tags, tracebacks."""
    return tuple(text[:_LONGEST] for output in code.cell.outputs for text in _texts(output))


def secrets_shown(program: Program, literals: Mapping[str, str]) -> tuple[Shown, ...]:
    """The keys in outputs; `literals` are the secrets of the code, each with its variable."""
    wanted = {text: name for text, name in literals.items() if len(text) >= _SHORTEST}
    found = list[Shown]()
    for code in program.codes:
        if not code.cell.outputs:
            continue
        names = dict.fromkeys(code.memo(_keys))
        if wanted:
            whole = "\n".join(code.memo(texts))
            names |= {f"the value of `{wanted[w]}`": None for w in wanted if w in whole}
        found += [Shown(name, 1, _start(code)) for name in names]
    return tuple(found)


def people_shown(program: Program) -> tuple[Shown, ...]:
    """Personal data in outputs: lists of addresses, cards, security and account numbers."""
    found = [shown for code in program.codes if code.cell.outputs for shown in code.memo(_people)]
    if not found:
        return ()
    source = "\n".join(cell.source for cell in program.notebook.cells)
    if re.search(r"\b(?:import|from) (?:faker|mimesis)\b", source):
        return ()
    kept = list[Shown]()
    for what, values, place in found:
        left = [value for value in values if value not in source]  # made up in the notebook
        if len(left) >= (_MANY if what in (_EMAILS, _PHONES) else 1):
            kept.append(Shown(what, len(left), place))
    return tuple(kept)


_EMAILS, _PHONES = "e-mail addresses", "phone numbers"


def _keys(code: Code) -> tuple[str, ...]:
    """How the keys of providers in the outputs of a cell are called."""
    names = (f"a {t.provider} key" for text in code.memo(texts) for t in tokens(text))
    return tuple(dict.fromkeys(names))


def _people(code: Code) -> tuple[tuple[str, frozenset[str], Place], ...]:
    shown = code.memo(texts)
    kinds: dict[str, Iterator[str]] = {
        _EMAILS: chain.from_iterable(map(_emails, shown)),
        "payment card numbers": chain.from_iterable(map(_cards, shown)),
        "social security numbers": chain.from_iterable(map(_numbers, shown)),
        "bank account numbers": chain.from_iterable(map(_accounts, shown)),
        _PHONES: chain.from_iterable(map(_phones, code.cell.outputs)),
    }
    found = ((what, frozenset(values)) for what, values in kinds.items())
    return tuple((what, values, _start(code)) for what, values in found if values)


def _emails(text: str) -> Iterator[str]:
    for match in _EMAIL.finditer(text) if "@" in text else ():
        name, _, domain = match[0].lower().partition("@")
        labels = set(domain.split("."))
        if not labels & words("example_domains") and name not in words("system_mailboxes"):
            yield match[0]


def _cards(text: str) -> Iterator[str]:
    for match in _CARD.finditer(text):
        line = text[: match.start()].rpartition("\n")[2].rstrip()
        rest = text[match.end() :].partition("\n")[0].lstrip()
        # one more number beside it: a row of an array, no card
        if (line[-1:].isdigit() and match[1] == " ") or line.endswith("[") or rest[:1].isdigit():
            continue
        if _luhn(digits := re.sub(r"\D", "", match[0])) and len(set(digits)) > 3:
            yield match[0]


def _luhn(digits: str) -> bool:
    doubled = (int(d) * 2 if i % 2 else int(d) for i, d in enumerate(reversed(digits)))
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0


def _numbers(text: str) -> Iterator[str]:
    yield from (m[0] for m in _SSN.finditer(text) if m[0] not in _SSN_SHOWN)


def _accounts(text: str) -> Iterator[str]:
    for match in _IBAN.finditer(text):
        iban = match[0].replace(" ", "")
        if iban in _IBAN_SHOWN or words("iban_lengths").isdisjoint([f"{iban[:2]}{len(iban)}"]):
            continue
        if int("".join(str(int(c, 36)) for c in iban[4:] + iban[:4])) % 97 == 1:
            yield match[0]


def _phones(output: Mapping[str, Any]) -> Iterator[str]:
    """Numbers in a table under a header that says what they are."""
    for table in _TABLE.findall(_data(output, "text/html")[:_LONGEST]):
        rows = [[_plain(field) for field in _FIELD.findall(row)] for row in _ROW.findall(table)]
        header = rows[0] if rows else []
        for index, name in enumerate(header):
            if _PHONE_HEADER.search(name):
                column = [row[index] for row in rows[1:] if len(row) == len(header)]
                yield from (v for v in column if _PHONE.fullmatch(v) and not v.isdecimal())


def _texts(output: Mapping[str, Any]) -> Iterator[str]:
    if "text" in output:
        yield _ANSI.sub("", _joined(output["text"]))
    if isinstance(trace := output.get("traceback"), list):
        yield _ANSI.sub("", "\n".join(map(str, [*trace, output.get("evalue", "")])))
    for kind in _SHOWN:
        text = _data(output, kind)
        if kind == "text/html" and text:
            text = _plain(_HIDDEN.sub(" ", text))
        if text:
            yield text


def _plain(text: str) -> str:
    return html.unescape(_TAG.sub(" ", text)).strip() if "<" in text or "&" in text else text


def _data(output: Mapping[str, Any], kind: str) -> str:
    data = output.get("data")
    return _joined(data.get(kind, "")) if isinstance(data, dict) else ""


def _joined(text: object) -> str:
    return "".join(map(str, text)) if isinstance(text, list) else str(text)


def _start(code: Code) -> Place:
    first = code.cell.source.split("\n", 1)[0]
    return Place(code.cell.number, code.cell.id, 1, 1, 1, len(first) + 1)
