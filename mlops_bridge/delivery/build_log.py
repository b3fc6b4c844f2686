"""Build log: what a builder tells, read as it comes; the error of a build that fails."""

from __future__ import annotations

import re

from ..errors import EngineError, EngineMissing
from ..progress import Event
from .engine import AGAIN, STOPPED

STEP = re.compile(r"^(?:#\d+ \[.*?)?(?:Step )?(\d+)/(\d+)(?: : |\] )(.*)$")
ANSI = re.compile(r"\x1b\[[0-9;]*m")
CHATTER = re.compile(
    r"^ ---> |^Removing intermediate|^\[notice\]|^WARNING: Retrying|^#\d+ (?:CACHED|DONE|sha256:)"
)
OFFLINE = ("name resolution", "NewConnectionError", "No matching distribution", "Network is un")
LOST = re.compile(
    r"transport is closing|error reading from server|connection reset|unexpected EOF"
    r"|containerd\.sock|Error while dialing"
)
SHOWN = 120
"""Characters of an instruction that progress shows."""
FULL = "No space left on device"


class Log:
    """The log of a build as it is read: where it is, and its last lines."""

    def __init__(self, dockerfile: str) -> None:
        self.dockerfile = dockerfile
        self.instruction = ""
        self.last: list[str] = []

    def read(self, line: str) -> Event | None:
        """Take a line; the event of an instruction that begins."""
        text = ANSI.sub("", line)
        match = STEP.match(text)
        if match:
            self.instruction, self.last = re.sub(r"\s+", " ", match[3]), []
            shown = re.sub(r"--mount=\S+ (?:\\ )?", "", self.instruction)
            shown = shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…"
            return Event("build", f"{match[1]}/{match[2]} {shown}")
        if text.strip() and not CHATTER.match(text):
            self.last.append(re.sub(r"^#\d+ (?:[\d.]+ )?", "", text).strip())
        return None

    def failed(self, error: str) -> EngineError:
        """The error of a build: the instruction, its line, and what it said last."""
        code = re.search(r"returned a non-zero code: (\d+)|exit code: (\d+)", error)
        how = f"failed with code {code[1] or code[2]}" if code else f"failed: {error.strip()}"
        hint = "Repair what the last lines name and build again; what was done is cached."
        kind, instruction = EngineError, self.instruction or "FROM"
        if LOST.search(error):
            return EngineMissing(STOPPED, hint=AGAIN)
        if FULL in error or any(FULL in line for line in self.last):
            how = "failed: the disk of the engine is full"
            hint = "Make room (`docker system df`, `docker system prune`), then build again."
        elif any("DO NOT MATCH THE HASHES" in line for line in self.last):
            hint = "The lock and the index disagree about a file. Run: nb2prod lock"
        elif parsed := re.search(r"parse error (?:on )?line (\d+)", error):
            return EngineError(
                error.strip().rpartition(": ")[2] if "unknown" not in error else error.strip(),
                where=f"Dockerfile: line {parsed[1]}",
                hint="Repair the line; `nb2prod convert --force` writes the file again.",
            )
        elif not self.instruction and "FROM" not in self.dockerfile:
            how, hint = f"is missing: {error.strip()}", "A Dockerfile begins with FROM."
        elif any(word in line for line in self.last for word in OFFLINE):
            kind = EngineMissing
            hint = (
                "The build cannot reach the package index. Where only the machine itself can, "
                "build with --network host."
            )
        elif instruction.startswith("FROM"):
            kind = EngineMissing
            hint = "The engine has no such base image and cannot fetch it; `docker pull` tells why."
        lines = "".join(f"\n  {text[:300]}" for text in self.last[-8:])
        shown = instruction if len(instruction) < 200 else f"{instruction[:197]}..."
        return kind(f"the instruction `{shown}` {how}{lines}", where=self.where(), hint=hint)

    def where(self) -> str:
        """The Dockerfile, with the line on which the instruction begins."""
        first = _joined(self.instruction)[:40]
        lines = self.dockerfile.splitlines()
        starts = [n for n in range(len(lines)) if n == 0 or not lines[n - 1].endswith("\\")]
        for number in starts:
            if first and _joined(" ".join(lines[number : number + 20])).startswith(first):
                return f"Dockerfile: line {number + 1}"
        return "Dockerfile"


def _joined(instruction: str) -> str:
    """An instruction on one line."""
    return re.sub(r"\\?\s+", " ", instruction).strip()
