"""Variables: `.env.example`, the names of what the notebook takes from the environment."""

from __future__ import annotations

from ..analysis import secrets
from .offer import Offer, Source
from .render import render

_IGNORED = frozenset([".env", "/.env", "*.env", ".env*"])


def offer(source: Source) -> Offer:
    """The names of the secrets, never their values; and `.env` in `.gitignore`."""
    facts = source.facts
    trees = [code.tree for code in facts.codes if code.tree is not None]
    tokens = (found.token.variable for found in facts.provider_tokens)
    named = {
        *(credential.variable for credential in facts.credentials),
        *secrets.catalogue(trees).values(),
        *secrets.looked_up(trees),
        *tokens,
    }
    files = {".env.example": render(".env.example", names=sorted(named))}
    held = source.beside.get(".gitignore", "")
    rules = [text for path, text in source.beside.items() if path.endswith(".gitignore")]
    if not _IGNORED & {line.strip() for text in rules for line in text.splitlines()}:
        gap = "" if not held or held.endswith("\n") else "\n"
        files[".gitignore"] = f"{held}{gap}.env\n"
    return Offer(files)
