"""Tokens: keys of known providers, recognised by their own form wherever they stand in a text."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache


@dataclass(frozen=True)
class Token:
    """A key in a text, from offset `start` to `end`; `variable` should hold it instead."""

    provider: str
    variable: str
    start: int
    end: int
    value: str = field(repr=False)


# provider, environment variable, form
_FORMS = (
    ("AWS", "AWS_ACCESS_KEY_ID", r"(?:AKIA|ASIA)[A-Z2-7]{16}"),
    ("GitHub", "GITHUB_TOKEN", r"gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9]{22}_\w{59}"),
    ("GitLab", "GITLAB_TOKEN", r"glpat-[\w-]{20}"),
    ("Anthropic", "ANTHROPIC_API_KEY", r"sk-ant-[a-z0-9]{3,8}-[\w-]{80,120}"),
    (
        "OpenAI",
        "OPENAI_API_KEY",
        r"sk-(?:proj|svcacct|admin|None)-[\w-]{40,200}|sk-[A-Za-z0-9]{48}",
    ),
    ("OpenRouter", "OPENROUTER_API_KEY", r"sk-or-v1-[0-9a-f]{64}"),
    ("Slack", "SLACK_TOKEN", r"xox[abprs]-\d{9,13}-[A-Za-z0-9-]{20,80}"),
    (
        "Slack",
        "SLACK_WEBHOOK",
        r"https://hooks\.slack\.com/services/T[A-Z0-9]{8,12}/B[A-Z0-9]{8,12}/[A-Za-z0-9]{24}",
    ),
    ("Google", "GOOGLE_API_KEY", r"AIza[\w-]{35}"),
    ("Google OAuth", "GOOGLE_CLIENT_SECRET", r"GOCSPX-[\w-]{28}"),
    ("Hugging Face", "HF_TOKEN", r"hf_[A-Za-z]{34}"),
    ("Stripe", "STRIPE_API_KEY", r"[rs]k_live_[A-Za-z0-9]{24,100}"),
    ("PyPI", "PYPI_TOKEN", r"pypi-AgEIcHlwaS5vcmc[\w-]{50,250}"),
    ("npm", "NPM_TOKEN", r"npm_[A-Za-z0-9]{36}"),
    ("SendGrid", "SENDGRID_API_KEY", r"SG\.[\w-]{22}\.[\w-]{43}"),
    ("Databricks", "DATABRICKS_TOKEN", r"dapi[0-9a-f]{32}"),
    ("Groq", "GROQ_API_KEY", r"gsk_[A-Za-z0-9]{52}"),
    ("Replicate", "REPLICATE_API_TOKEN", r"r8_[A-Za-z0-9]{37}"),
    ("LangSmith", "LANGSMITH_API_KEY", r"lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}"),
    ("DigitalOcean", "DIGITALOCEAN_TOKEN", r"do[opr]_v1_[0-9a-f]{64}"),
    ("Telegram", "TELEGRAM_TOKEN", r"\d{8,10}:AA[\w-]{33}"),
    ("Azure storage", "AZURE_STORAGE_KEY", r"AccountKey=[A-Za-z0-9+/]{86}=="),
    ("Neptune", "NEPTUNE_API_TOKEN", r"eyJhcGlfYWRkcmVzcyI6[A-Za-z0-9+/=]{60,400}"),
    ("JSON web", "ACCESS_TOKEN", r"eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}"),
    (
        "private key",
        "PRIVATE_KEY",
        r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----(?:\s|\\n)+[A-Za-z0-9+/=\s\\]{64,}",
    ),
)
_FORM = re.compile(
    r"(?<![A-Za-z0-9+_-])(?:" + "|".join(f"({form})" for *_, form in _FORMS) + r")(?![A-Za-z0-9_])"
)
# what a text must hold for the search through all forms to be worth it
_MARK = re.compile(
    r"AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|sk-|xox[abprs]-|hooks\.slack|AIza|GOCSPX-|hf_|k_live_"
    r"|pypi-Ag|npm_|SG\.|dapi|gsk_|r8_|lsv2_|_v1_|:AA|AccountKey=|eyJ|PRIVATE KEY"
)
_IMAGE = re.compile(r"data:[\w/+.-]+;base64,[A-Za-z0-9+/=]+")
_PLACEHOLDER = re.compile(
    r"example|your|dummy|fake|sample|placeholder|redacted|secret|x{4}|\*{3}|\.{3}|0{6}|1{6}"
    r"|1234567|abcdefg",
    re.IGNORECASE,
)
_FEWEST = 8  # different characters: a key drawn at random has more


@lru_cache(maxsize=64)
def tokens(text: str) -> tuple[Token, ...]:
    """The keys of providers in a text; images and the vendors' documented examples are none."""
    return tuple(_found(text)) if _MARK.search(text) else ()


def _found(text: str) -> Iterator[Token]:
    if "base64," in text:
        text = _IMAGE.sub(lambda match: " " * len(match[0]), text)
    for match in _FORM.finditer(text):
        provider, variable, _ = _FORMS[(match.lastindex or 1) - 1]
        value = match[0]
        if provider == "JSON web":
            if not _is_web_token(value):
                continue
        elif provider == "Neptune":
            if not _json(value).get("api_key"):
                continue
        elif _PLACEHOLDER.search(value) or len(set(value)) < _FEWEST + 4:
            continue
        yield Token(provider, variable, match.start(), match.end(), value)


def _is_web_token(value: str) -> bool:
    """Whether the parts are JSON as the standard asks; the example of its home page is none."""
    header, payload, _ = value.split(".", 2)
    claims = _json(payload)
    return bool(_json(header).get("alg")) and bool(claims) and claims.get("sub") != "1234567890"


def _json(part: str) -> dict[str, object]:
    try:
        padded = part.rstrip("=") + "=" * (-len(part.rstrip("=")) % 4)
        found = json.loads(base64.urlsafe_b64decode(padded.replace("+", "-").replace("/", "_")))
    except (binascii.Error, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
