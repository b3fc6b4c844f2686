"""Requirements of real notebooks, installed into clean environments and run there.

    python benchmarks/clean_installs.py --corpus FOLDER --kernel PYTHON --list FILE [--sample 10]

`--kernel` is an interpreter that has the packages of the notebooks in `--list` (paths in the
corpus). Each notebook is converted; its requirements.in goes to a new virtual environment (and
ipykernel, which runs it); there every import of the notebook is imported, and the notebook is run
to its end. Then each distribution that requirements.in names has to be among those whose modules
were loaded: else it was not needed.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from mlops_bridge import api
from mlops_bridge.convert.manifest import load

LOADED = """
import json as _json, sys as _sys
from importlib import metadata as _metadata
_owners = _metadata.packages_distributions()
_tops = {name.split(".")[0] for name in _sys.modules}
print("LOADED", _json.dumps(sorted({d.lower().replace("_", "-").replace(".", "-") for t in _tops for d in _owners.get(t, ())})))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--kernel", required=True)
    parser.add_argument("--list", type=Path, required=True)
    parser.add_argument("--sample", type=int, default=10)
    given = parser.parse_args()
    paths = [line.strip() for line in given.list.read_text().splitlines() if line.strip()]
    with tempfile.TemporaryDirectory(prefix="nb2prod-clean-") as scratch:
        folder = Path(scratch)
        os.environ["JUPYTER_PATH"] = str(folder / "share")
        spec(folder, "theirs", given.kernel)
        print(f"{'notebook':44} named  imported  run       not loaded      seconds")
        for path in spread(paths, given.sample):
            one(given.corpus / path, folder)


def spread(paths: list[str], count: int) -> list[str]:
    """As many notebooks of different packages as there are, then more of each."""
    by: dict[str, list[str]] = {}
    for path in paths:
        by.setdefault(path.split("/")[0], []).append(path)
    rounds = max(map(len, by.values()))
    every = [found[i] for i in range(rounds) for found in by.values() if i < len(found)]
    return every[:count]


def spec(folder: Path, name: str, python: str) -> None:
    place = folder / "share" / "kernels" / name
    place.mkdir(parents=True, exist_ok=True)
    argv = [python, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    text = json.dumps({"argv": argv, "display_name": name, "language": "python"})
    (place / "kernel.json").write_text(text)


def one(notebook: Path, folder: Path) -> None:
    started = time.monotonic()
    project, env = folder / "job", folder / "env"
    for place in (project, env):
        shutil.rmtree(place, ignore_errors=True)
    api.convert(notebook, project, kernel="theirs")
    text = (project / "requirements.in").read_text()
    named = re.findall(r"^([A-Za-z0-9][\w.-]*)", text, re.M)
    subprocess.run([sys.executable, "-m", "venv", str(env)], check=True)
    python = str(env / "bin" / "python")
    install = [python, "-m", "pip", "install", "-q", "-r", str(project / "requirements.in")]
    done = subprocess.run([*install, "ipykernel"], capture_output=True, text=True)
    if done.returncode:
        print(
            f"{notebook.stem[:44]:44} {len(named):5}  not installed: {done.stderr.splitlines()[-1]}"
        )
        return
    modules = list(load(project).imports)
    missing = [m for m in modules if subprocess.run([python, "-c", f"import {m}"],
                                                    capture_output=True).returncode]  # fmt: skip
    spec(folder, "clean", python)
    book = nbformat.read(notebook, 4)
    book.cells.append(nbformat.v4.new_code_cell(LOADED))
    client = NotebookClient(
        book,
        timeout=300,
        kernel_name="clean",
        resources={"metadata": {"path": str(notebook.parent)}},
    )
    loaded: set[str] = set()
    try:
        client.execute()
        ran = "to the end"
        told = "".join(o.get("text", "") for o in book.cells[-1].outputs)
        loaded = set(json.loads(told.partition("LOADED ")[2]))
    except CellExecutionError as error:
        ran = f"failed: {str(error).strip().splitlines()[-1][:60]}"
    unused = [n for n in named if re.sub(r"[-_.]+", "-", n).lower() not in loaded] if loaded else []
    print(
        f"{notebook.stem[:44]:44} {len(named):5}  {len(modules) - len(missing)} of {len(modules):<3}  "
        f"{ran:10}  {', '.join(unused) or '-':14}  {time.monotonic() - started:.0f}",
        flush=True,
    )
    if missing:
        print(f"    not imported: {', '.join(missing)}")


if __name__ == "__main__":
    main()
