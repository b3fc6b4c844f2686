"""RESULTS.md: each benchmark rewrites its own section."""

from __future__ import annotations

import os
import platform
import re
import sys
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")
HEAD = "# Results\n\nMade by the scripts beside this file; see README.md.\n"


def machine() -> str:
    """The machine in one line, without its name."""
    cpu = platform.processor() or platform.machine()
    for line in _lines(Path("/proc/cpuinfo")):
        if line.startswith("model name"):
            cpu = line.split(":", 1)[1].strip()
            break
    return (
        f"{os.cpu_count()} cores ({cpu}), {platform.system()}, Python {platform.python_version()}"
    )


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


def command(script: str) -> str:
    """The command line as one would type it, with folders of this machine as words."""
    words = ["python", f"benchmarks/{script}"]
    words += [
        word if word.startswith("--") else Path(word).name.upper().split(".")[0]
        for word in sys.argv[1:]
    ]
    return " ".join(words)


def write(section: str, script: str, body: str) -> None:
    """Replace one section, or add it."""
    text = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else HEAD
    made = f"## {section}\n\n`{command(script)}` on {machine()}\n\n{body.strip()}\n"
    pattern = re.compile(rf"^## {re.escape(section)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    if pattern.search(text):
        text = pattern.sub(lambda _: made + "\n", text)
    else:
        text = text.rstrip("\n") + "\n\n" + made
    RESULTS.write_text(text.rstrip("\n") + "\n", encoding="utf-8")
    print(made)
