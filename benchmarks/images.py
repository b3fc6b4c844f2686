"""Images of real notebooks: first build, rebuild after a change of the notebook, run, size.

    python benchmarks/images.py [--kernel PYTHON]

Churn is converted for the kernel `python3`; the two notebooks of others (tests/golden/notebooks)
for the interpreter of `--kernel`, which needs imbalanced-learn, seaborn, river and ipykernel. The
first build takes no layer of an earlier one (`--no-cache`; pip downloads from the index each time).
"equal" is the verdict of `nb2prod verify --image`: no network, read-only, compared with the
notebook. NB2PROD_BUILD_NETWORK is the network of the builds.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import tempfile
from pathlib import Path

from clean_installs import spec

from mlops_bridge import api
from mlops_bridge.convert.manifest import load
from mlops_bridge.delivery.container import execute
from mlops_bridge.environment.workplace import prepare

ROOT = Path(__file__).parents[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--kernel")
    given = parser.parse_args()
    os.environ.setdefault("CRM_CLIENT_PASSWORD", "only-for-the-benchmark")
    with tempfile.TemporaryDirectory(prefix="nb2prod-images-") as scratch:
        folder = Path(scratch)
        shutil.copytree(ROOT / "examples" / "churn", folder / "churn")
        cases = [(folder / "churn" / "churn.ipynb", None)]
        if given.kernel:
            os.environ["JUPYTER_PATH"] = str(folder / "share")
            spec(folder, "theirs", given.kernel)
            for name in ("sampling_strategy", "batch_to_online"):
                (folder / name).mkdir()
                copied = shutil.copy(
                    ROOT / "tests/golden/notebooks" / f"{name}.ipynb", folder / name
                )
                cases.append((Path(copied), "theirs"))
        print(f"{'notebook':20} first s  rebuild s  run s    MB  pins  verdict")
        for notebook, kernel in cases:
            one(notebook, kernel)


def one(notebook: Path, kernel: str | None) -> None:
    project = notebook.parent / "job"
    api.convert(notebook, project, kernel=kernel)
    pins = api.lock(project).pins
    first = api.build(project, cache=False)
    verdict = api.verify(project, image=True, mutate=False)
    place = prepare(
        notebook.parent, notebook.parent.parent / "place", project, load(project).inputs
    )
    secrets = {name: os.environ.get(name, "") for name in load(project).secrets}
    ran = execute(first.tag, data=place.folder, environment=secrets)
    shutil.rmtree(place.top)
    job = project / "notebooks" / "job.ipynb"
    text = json.loads(job.read_text())
    text["cells"][-1]["source"] = ["print('changed')"]
    job.write_text(json.dumps(text))
    again = api.build(project)
    word = verdict.sentence.split(":")[0].split(",")[0]
    print(
        f"{notebook.stem:20} {first.seconds:7.0f}  {again.seconds:9.1f}  {ran.seconds:5.1f}  "
        f"{first.size / 2**20:4.0f}  {pins:4}  {word} (exit {ran.code})"
    )
    print("    " + ", ".join(f"{part.name} {part.size / 2**20:.0f}" for part in first.parts))


if __name__ == "__main__":
    main()
