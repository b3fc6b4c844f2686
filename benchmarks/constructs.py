"""Constructs of others: small notebooks whose writers tried to break the converter.

`constructs/first_*.txt` were written before this converter's constructs were mended, by somebody who
had not seen its code; `second_*.txt` after that, by somebody who had. Each notebook runs in a kernel
and as its package; what they print and the files they write must be the same. (Values at the
end of each step are compared by `verify`, and were by the writers' own judge.)
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from results import write

HERE = Path(__file__).with_name("constructs")
_KERNEL = """
import json, sys
import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
notebook = nbformat.read(sys.argv[1], 4)
end = 0
try:
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
except CellExecutionError:
    end = 1
streams = [o for c in notebook.cells if c.cell_type == "code" for o in c.outputs]
print("".join(o["text"] for o in streams if o.output_type == "stream" and o.name == "stdout"), end="")
sys.exit(end)
"""
_NOISE = re.compile(
    r"0x[0-9a-f]+|\x1b\[\w+|CPU times.*|Wall time.*|.* per loop.*|env: .*|"
    r"(?:(?:Over)?[Ww]riting|Appending to) .*|/\S*|\b__main__\b|\bnb\.(?:lib|steps|verbatim)\b"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="a regular expression of names")
    options = parser.parse_args()
    found: dict[str, Counter[str]] = {}
    unequal = []
    every = [
        (path.stem.split("_")[0], *block)
        for path in sorted(HERE.glob("*.txt"))
        for block in blocks(path.read_text(encoding="utf-8"))
        if re.search(options.only, block[0])
    ]
    with ThreadPoolExecutor(2) as pool:
        outcomes = pool.map(lambda block: judged(*block[2:]), every)
        for (group, name, *_), (outcome, why) in zip(every, outcomes, strict=True):
            found.setdefault(group, Counter())[outcome] += 1
            if outcome in ("different", "fails", "crash"):
                unequal.append(f"{name}: {outcome}: {why}")
                print(unequal[-1], flush=True)
    lines = ["| Set | " + " | ".join(OUTCOMES) + " |", "| --- |" + " --- |" * len(OUTCOMES)]
    for group, counts in found.items():
        lines.append(f"| {group} | " + " | ".join(str(counts[o]) for o in OUTCOMES) + " |")
    lines += ["", "Not equal:", "", *(f"- {line}" for line in unequal)] if unequal else []
    if not options.only:
        write("Constructs of others", "constructs.py", "\n".join(lines))


OUTCOMES = (
    "equal as steps", "equal as flat program", "the notebook itself", "refused",
    "the notebook fails", "different", "fails", "crash",
)  # fmt: skip


def blocks(text: str) -> Iterator[tuple[str, dict[str, Any], dict[str, str]]]:
    """Name, notebook and the files beside it of each ``=== name`` block."""
    for block in re.split(r"(?m)^=== ", text)[1:]:
        head, _, body = block.partition("\n")
        name, _, spec = head.partition(" ")
        place = json.loads(spec).get("nb", "nb.ipynb") if spec.startswith("{") else "nb.ipynb"
        mark = r"(?m)^@ " if re.search(r"(?m)^@ (?:md|code|file)", body) else r"(?m)^# %% ?|^## "
        cells, files = [], {}
        for part in re.split(mark, body)[1:]:
            first, _, rest = part.partition("\n")
            kind, _, argument = first.partition(" ")
            if mark != r"(?m)^@ ":  # percent cells, with tags in brackets
                tags = re.findall(r'"([\w-]+)"', first)
                kind = "md" if "[markdown]" in first or (first and not tags) else "code"
                argument = ",".join(tags)
            if kind == "file":
                files[argument] = rest
            elif kind == "code":
                metadata = {"tags": argument.split(",")} if argument else {}
                cells.append(_cell("code", rest.rstrip("\n"), metadata))
            else:
                cells.append(_cell("markdown", f"## {argument or first}\n{rest}", {}))
        yield (
            name,
            {"cells": cells, "metadata": _META, "nbformat": 4, "nbformat_minor": 4, "place": place},
            files,
        )


_META = {
    "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
    "language_info": {"name": "python"},
}


def _cell(kind: str, source: str, metadata: dict[str, Any]) -> dict[str, Any]:
    more: dict[str, Any] = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {"cell_type": kind, "metadata": metadata, "source": source, **more}


def judged(notebook: dict[str, Any], files: dict[str, str]) -> tuple[str, str]:
    """The outcome of one notebook, and why it is not equal."""
    with tempfile.TemporaryDirectory() as top:
        one, two, place = Path(top) / "one", Path(top) / "two", notebook["place"]
        for folder in (one, two):
            for name, text in files.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_text(text, encoding="utf-8")
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
        source = two / place
        book = {k: v for k, v in notebook.items() if k != "place"}
        source.write_text(json.dumps(book), encoding="utf-8")
        made = run(
            [
                sys.executable,
                "-m",
                "mlops_bridge",
                "convert",
                str(source),
                "-o",
                str(Path(top) / "job"),
            ],
            two,
        )
        if made.returncode:
            crash = "Traceback" in made.stderr
            return ("crash" if crash else "refused"), made.stderr.strip().splitlines()[-1]
        manifest = json.loads((Path(top) / "job/manifest.json").read_text())
        if manifest["rung"] == "notebook":
            return "the notebook itself", ""
        source.unlink()
        (Path(top) / "wanted.ipynb").write_text(json.dumps(book), encoding="utf-8")
        kernel = [sys.executable, "-c", _KERNEL, str(Path(top) / "wanted.ipynb")]
        wanted = run(kernel, (one / place).parent)
        more = {"PYTHONPATH": str(Path(top) / "job/src"), "MPLBACKEND": "Agg"}
        more |= dict.fromkeys(manifest["secrets"], "secret")
        got = run([sys.executable, "-m", manifest["name"]], (two / place).parent, more)
        if wanted.returncode:
            return (
                ("the notebook fails", "")
                if got.returncode
                else ("different", "the notebook fails, the job does not")
            )
        if got.returncode:
            return "fails", got.stderr.strip().splitlines()[-1][:160]
        left, right = (_NOISE.sub("", run_.stdout).split() for run_ in (wanted, got))
        if left != right:
            at = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), -1)
            return (
                "different",
                f"printed {' '.join(left[at : at + 6])!r} and {' '.join(right[at : at + 6])!r}",
            )
        if tree(one) != tree(two):
            return "different", "the files"
        return ("equal as steps" if manifest["rung"] == "steps" else "equal as flat program"), ""


def tree(folder: Path) -> dict[str, str]:
    """The sha256 of each file, but of pickles, which name where a class lives."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        if path.suffix not in (".pkl", ".joblib", ".pickle")
        else ""
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def run(
    command: list[str], folder: Path, more: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        **(more or {}),
    }
    try:
        return subprocess.run(
            command,
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 1, "", "time is up")


if __name__ == "__main__":
    main()
