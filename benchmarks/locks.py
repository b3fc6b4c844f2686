"""Lock times: pip-tools with and without hashes, uv, offline; and whether the pins are the same.

    python benchmarks/locks.py [--runs 3] [PROJECT]

PROJECT is a generated project; without one, the churn example is converted. Each resolver locks
the same requirements.in against the same kernel; medians of wall seconds and of our own CPU
seconds, children included. "cold" empties the caches of pip, pip-tools and uv first.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from unittest import mock

from mlops_bridge import api
from mlops_bridge.convert.manifest import load
from mlops_bridge.environment import resolve
from mlops_bridge.environment.kernel import probe
from mlops_bridge.environment.lock import lock, pinned

ROOT = Path(__file__).parents[1]
OPTIONS = resolve.PIP_TOOLS_OPTIONS
NO_HASHES = tuple(word for word in OPTIONS if word != "--generate-hashes")
# pip-compile as it comes: it downloads what the index has no project JSON for
PLAIN = "from piptools.scripts.compile import cli\ncli()\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("project", type=Path, nargs="?")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--plain", action="store_true", help="also pip-compile as it comes (slow)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="nb2prod-locks-") as scratch:
        project = given.project
        if project is None:
            project = Path(scratch) / "job"
            api.convert(ROOT / "examples" / "churn" / "churn.ipynb", project)
        manifest = load(project)
        environment = probe(manifest.kernel, manifest.imports)
        caches = Path(scratch) / "caches"
        for name in ("PIP_CACHE_DIR", "PIP_TOOLS_CACHE_DIR", "UV_CACHE_DIR"):
            os.environ[name] = str(caches / name)
        cases = [
            ("pip-tools, hashes of the index", "pip-tools", {}),
            ("pip-tools, no hashes", "pip-tools", {"PIP_TOOLS_OPTIONS": NO_HASHES}),
            ("uv, hashes", "uv", {}),
            ("offline", None, {}),
        ]
        if given.plain:
            cases.insert(1, ("pip-compile as it comes", "pip-tools", {"PIP_COMPILE": PLAIN}))
        found: dict[str, dict[str, str]] = {}
        print(f"{'':34} cold s   warm s   warm CPU s   pins")
        for name, resolver, changes in cases:
            shutil.rmtree(caches, ignore_errors=True)
            walls, cpus, pins = [], [], {}
            with mock.patch.multiple(resolve, **changes) if changes else mock.patch.dict({}):
                runs = 1 if "as it comes" in name else given.runs
                for _ in range(runs + 1):
                    copy = Path(scratch) / "copy"
                    shutil.rmtree(copy, ignore_errors=True)
                    shutil.copytree(project, copy)
                    began, used = time.monotonic(), cpu()
                    made = lock(copy, environment, resolver=resolver, offline=resolver is None)
                    walls.append(time.monotonic() - began)
                    cpus.append(cpu() - used)
                    texts = [path.read_text() for path in made.files]
                    pins = {k: v for text in texts for k, v in pinned(text).items()}
            found[name] = {key.lower().replace("_", "-"): value for key, value in pins.items()}
            warm = statistics.median(walls[1:] or walls)
            print(
                f"{name:34} {walls[0]:6.1f}   {warm:6.1f}   {statistics.median(cpus[1:] or cpus):10.1f}   {len(pins)}"
            )
        first, *others = found.items()
        for name, pins in others:
            differ = {k for k in pins.keys() | first[1].keys() if pins.get(k) != first[1].get(k)}
            print(
                f"{name}: {'the same pins as' if not differ else f'{sorted(differ)} other than'} {first[0]}"
            )


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
