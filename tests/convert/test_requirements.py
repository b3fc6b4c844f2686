"""What a notebook needs: by its imports, its calls, and what it installs."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from mlops_bridge import api
from mlops_bridge.analysis.program import parse
from mlops_bridge.convert.imports import modules, wanted
from mlops_bridge.convert.requirements import requirements
from mlops_bridge.environment.kernel import Environment, probe
from mlops_bridge.notebook.read import loads

INSTALLED = {
    "pandas": ("2.2.2", "pandas"),
    "pyarrow": ("17.0.0", "pyarrow"),
    "fastparquet": ("2024.5.0", "fastparquet"),
    "openpyxl": ("3.1.5", "openpyxl"),
    "xlrd": ("2.0.1", "xlrd"),
    "dask": ("2024.8.0", "dask"),
    "lightgbm": ("4.5.0", "lightgbm"),
    "scikit-learn": ("1.5.1", "sklearn"),
    "simplejson": ("3.19.0", "simplejson"),
    "s3fs": ("2024.6.0", "s3fs"),
    "SQLAlchemy": ("2.0.0", "sqlalchemy"),
    "psycopg2-binary": ("2.9.9", "psycopg2"),
    "lxml": ("5.3.0", "lxml"),
    "beautifulsoup4": ("4.12.3", "bs4"),
    "google-cloud-storage": ("2.18.0", "google.cloud.storage"),
    "protobuf": ("5.27.0", "google.protobuf"),
    "black": ("24.8.0", "black"),
    "seaborn": ("0.13.2", "seaborn"),
}


def environment(asked: list[str], probed: bool = True) -> Environment:
    from mlops_bridge.analysis.knowledge import bringing

    def owners(module: str) -> tuple[str, ...]:
        found = [n for n, (_, m) in INSTALLED.items() if f"{module}.".startswith(f"{m}.")]
        return tuple(found) or bringing(module)[:1]

    return Environment(
        kernel="python3",
        executable=sys.executable,
        python="3.11.7",
        machine="x86_64",
        imports={module: owners(module) for module in asked},
        installed={name: version for name, (version, _) in INSTALLED.items()},
        direct={},
        probed=probed,
        namespaces=frozenset({"google", "google.cloud"}),
    )


def needed(text: str, probed: bool = True) -> tuple[list[str], list[str]]:
    """The lines of requirements.in with their reasons, and the modules nobody knows."""
    program = parse(loads("# %%\n" + text, Path("n.py")), translate=True)
    found, unknown = requirements(
        program, modules(program), environment(list(wanted(program)), probed)
    )
    return [f"{r.line}  # {r.cell}: {r.module}" for r in found], list(unknown)


CASES = {
    "an import": ("import pandas as pd", ["pandas==2.2.2  # 1: pandas"]),
    "the parts of a namespace": (
        "from google.cloud import storage",
        ["google-cloud-storage==2.18.0  # 1: google.cloud"],
    ),
    "a part of a namespace that is not installed": (
        "from google.cloud import bigquery",
        ["google-cloud-bigquery  # 1: google.cloud"],
    ),
    "an optional import that is not there": (
        "try:\n    import cupy\nexcept ImportError:\n    cupy = None\nimport pandas",
        ["pandas==2.2.2  # 1: pandas"],
    ),
    "an alternative that is not reached": (
        "try:\n    import simplejson\nexcept ImportError:\n    import ujson",
        ["simplejson==3.19.0  # 1: simplejson"],
    ),
    "an alternative that is reached": (
        "try:\n    import ujson\nexcept ImportError:\n    import simplejson",
        ["simplejson==3.19.0  # 1: simplejson"],
    ),
    "both alternatives are there, so one is used": (
        "try:\n    import simplejson\nexcept ImportError:\n    import pandas",
        ["simplejson==3.19.0  # 1: simplejson"],
    ),
    "an alternative that is also imported plainly": (
        "try:\n    import simplejson\nexcept ImportError:\n    import pandas\n# %%\nimport pandas",
        ["pandas==2.2.2  # 1: pandas", "simplejson==3.19.0  # 1: simplejson"],
    ),
    "only for a type checker": (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import pandas\nimport simplejson",
        ["simplejson==3.19.0  # 1: simplejson"],
    ),
    "the engine of parquet": (
        "import pandas as pd\n# %%\npd.read_parquet('a.parquet')",
        ["pandas==2.2.2  # 1: pandas", "pyarrow==17.0.0  # 2: read_parquet"],
    ),
    "the engine that is named": (
        "import pandas as pd\npd.read_parquet('a.parquet', engine='fastparquet')",
        ["fastparquet==2024.5.0  # 1: read_parquet", "pandas==2.2.2  # 1: pandas"],
    ),
    "no engine where another library has the method": (
        "import simplejson\nsimplejson.read_parquet('a')",
        ["simplejson==3.19.0  # 1: simplejson"],
    ),
    "old sheets and new ones": (
        "import pandas as pd\npd.read_excel('old.xls')",
        [
            "openpyxl==3.1.5  # 1: read_excel",
            "pandas==2.2.2  # 1: pandas",
            "xlrd==2.0.1  # 1: read_excel",
        ],
    ),
    "the file system behind an address": (
        "import pandas as pd\npd.read_csv('s3://bucket/a.csv')",
        ["pandas==2.2.2  # 1: pandas", "s3fs==2024.6.0  # 1: pandas"],
    ),
    "the driver of a database": (
        "import sqlalchemy\nsqlalchemy.create_engine('postgresql://host/db')",
        [
            "psycopg2-binary==2.9.9  # 1: create_engine",
            "SQLAlchemy==2.0.0  # 1: sqlalchemy",
        ],
    ),
    "a parser by its name": (
        "from bs4 import BeautifulSoup\nBeautifulSoup('<a>', 'lxml')",
        ["beautifulsoup4==4.12.3  # 1: bs4", "lxml==5.3.0  # 1: BeautifulSoup"],
    ),
    "the estimators of another library": (
        "from lightgbm import LGBMClassifier",
        ["lightgbm==4.5.0  # 1: lightgbm", "scikit-learn==1.5.1  # 1: LGBMClassifier"],
    ),
    "what the notebook installs, with its extras": (
        "%pip install -q 'dask[dataframe]>=2024' nowhere black\n# %%\nimport dask",
        ["dask[dataframe]==2024.8.0  # 2: dask"],
    ),
    "imports by their text": (
        "import importlib\nimportlib.import_module('simplejson')\n__import__('seaborn')",
        ["seaborn==0.13.2  # 1: seaborn", "simplejson==3.19.0  # 1: simplejson"],
    ),
    "what is never reached": (
        "if False:\n    import torch\nimport simplejson",
        ["simplejson==3.19.0  # 1: simplejson"],
    ),
    "what it installs by its own Python": (
        "import sys\n!{sys.executable} -m pip install seaborn",
        ["seaborn==0.13.2  # 1: pip install"],
    ),
    "what it installs by a shell": (
        "!pip install seaborn",
        ["seaborn==0.13.2  # 1: pip install"],
    ),
}


@pytest.mark.parametrize(("text", "lines"), CASES.values(), ids=CASES.keys())
def test_requirements_are_what_is_needed_and_nothing_else(text: str, lines: list[str]) -> None:
    assert needed(text) == (lines, [])


def test_names_are_not_guessed() -> None:
    assert needed("import my_helpers\nfrom google.cloud import nothing_of_the_kind") == (
        [],
        ["my_helpers", "google.cloud.nothing_of_the_kind"],
    )


def test_the_standard_library_is_that_of_the_kernel() -> None:
    program = parse(loads("# %%\nimport distutils_of_old, pandas", Path("n.py")), translate=True)
    found, unknown = requirements(program, modules(program), environment(["pandas"]))
    assert ([r.distribution for r in found], unknown) == (["pandas"], ())


def test_without_a_kernel_the_first_alternative_is_named() -> None:
    text = "try:\n    import ujson\nexcept ImportError:\n    import simplejson"
    assert needed(text, probed=False) == (["ujson  # 1: ujson"], [])


def test_every_distribution_of_the_tables_is_spelled_as_the_index_has_it() -> None:
    """Rows are checked against installed metadata as far as it is here: spelling drifts."""
    from mlops_bridge.analysis.knowledge import bringing

    found = probe(None, ["yaml", "docker", "nbformat", "dateutil", "jinja2", "attr"])
    for module in ("yaml", "docker", "nbformat", "dateutil", "jinja2", "attr"):
        if owners := found.imports[module]:
            assert [n.lower() for n in owners] == [bringing(module)[0].lower()]


def test_modules_beside_the_notebook_go_along_with_what_they_need(tmp_path: Path) -> None:
    """Packages, what they import of each other, and what their calls load; secrets stay."""
    (tmp_path / "helpers").mkdir()
    (tmp_path / "helpers" / "__init__.py").write_text("")
    (tmp_path / "helpers" / "load.py").write_text(
        "import iniconfig\nimport pandas as pd\nimport deeper\n\n"
        "def load(path):\n    return pd.read_parquet(path)\n"
    )
    (tmp_path / "deeper.py").write_text("import sortedcontainers\n")
    (tmp_path / "secret.py").write_text('client = Client("etl_user", "Churn-2023!x")\n')
    (tmp_path / "unused.py").write_text("import torch\n")
    notebook = tmp_path / "n.ipynb"
    cells = ["from helpers.load import load\nimport secret", "print(load)"]
    notebook.write_text(
        json.dumps(
            {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
                {"cell_type": "code", "id": str(i), "metadata": {}, "outputs": [],
                 "execution_count": None, "source": text}
                for i, text in enumerate(cells)
            ]}
        )
    )  # fmt: skip
    made = api.convert(notebook, tmp_path / "job")
    job = tmp_path / "job"
    assert (job / "src/helpers/load.py").read_text() == (tmp_path / "helpers/load.py").read_text()
    assert (job / "src/helpers/__init__.py").is_file()
    assert (job / "src/deeper.py").is_file()
    assert not (job / "src/unused.py").exists()
    assert not (job / "src/secret.py").exists()
    assert any("`secret.py` holds a secret" in note for note in made.notes)
    needed = (job / "requirements.in").read_text()
    assert re.search(r"^iniconfig==\S+  # helpers/load.py: iniconfig$", needed, re.M)
    assert re.search(r"^sortedcontainers.*# deeper.py: sortedcontainers$", needed, re.M)
    assert "torch" not in needed
    assert "`helpers/load.py`" in (job / "README.md").read_text()
