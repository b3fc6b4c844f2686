"""Import that no dependency file declares.

The notebook runs on its author's computer, where the library happens to be installed. The project
has a dependency file, but the distribution stands in none of its groups, nor in a lock file, nor
does a cell install it: the environment that operations build from the file breaks at this import,
or takes whatever version another library pulls in.

Add the distribution, with an exact version, to the file that the production environment is built
from (`nb2prod lock` writes one from the kernel).

Looked at are requirements files, `pyproject.toml` with all its groups, `setup.py`, `setup.cfg`,
`environment.yml`, `Pipfile` and lock files, from the notebook's folder up to the root. Modules of
the project, of the standard library and of the kernel need no line, nor do optional imports
(`try: ... except ImportError`), imports for type checking, and what a hosted platform brings.

Source: the paper's part on disconnected development and operations.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "ENV102", "warning"
BAD = [
    """
# %% [file requirements.txt]
pandas==2.2.3
# %%
import pandas as pd
import lightgbm as lgb  # <--
""",
    """
# %% [file pyproject.toml]
[project]
name = "churn"
dependencies = ["numpy>=2"]
[dependency-groups]
dev = ["pytest==8.3.3"]
# %%
import numpy as np
from sklearn.model_selection import train_test_split  # <--
import matplotlib.pyplot as plt, seaborn as sns  # <--
""",
    """
# %% [file dvc.yaml]
stages: {}
# %% [file environment.yml]
name: churn
dependencies:
  - python=3.11
  - pytorch=2.4.1
  - pip:
    - transformers==4.46.0
# %%
import torch
from transformers import AutoModel
# %%
def load():
    import cv2  # <--
    return cv2.imread("a.png")
""",
    """
# %% [file dvc.yaml]
stages: {}
# %% [file setup.py]
from setuptools import setup
setup(name="churn", install_requires=["pandas>=2", "requests"])
# %%
import requests
from churn import features
import yaml  # <--
""",
    """
# %% [file dvc.yaml]
stages: {}
# %% [file Pipfile]
[packages]
pandas = "==2.2.3"
# %% [file Pipfile.lock]
{"default": {"pandas": {"version": "==2.2.3"}, "numpy": {"version": "==2.1.2"}}}
# %%
import numpy as np
import pandas as pd
import catboost  # <--
""",
    """
# %% [file requirements.txt]
numpy==2.1.2
# %%
%pip install shap==0.46.0
import shap
import umap  # <--
""",
]
GOOD = [
    """
# %% [file requirements.txt]
pandas==2.2.3
lightgbm==4.5.0
# %%
import pandas as pd
import lightgbm as lgb
""",
    """
# %% [file requirements.txt]
pandas==2.2.3
# %% [file features.py]
WINDOW = 3
# %%
import json, sys
import distutils
import features
from IPython.display import display
try:
    import cudf
except ImportError:
    cudf = None
""",
    """
# %% [file pyproject.toml]
[project]
name = "churn-model"
dependencies = ["pandas>=2"]
[project.optional-dependencies]
plots = ["matplotlib"]
[tool.poetry.group.dev.dependencies]
scikit-learn = "^1.5"
# %%
from typing import TYPE_CHECKING
import churn_model
import matplotlib.pyplot as plt
from sklearn.svm import SVC
if TYPE_CHECKING:
    import polars
""",
    """
import pandas as pd
import lightgbm as lgb
""",
    """
# %% [file requirements/base.txt]
opencv-python-headless==4.10.0.84
# %% [file requirements/train.txt]
google-cloud-storage==2.18.2
# %% [file pyproject.toml]
[tool.ruff]
line-length = 100
# %%
import cv2
from google.cloud import storage
""",
    """
# %% [file requirements.txt]
pandas==2.2.3
# %%
!pip install -q xgboost==2.1.1
import xgboost
""",
    """
# %% [file uv.lock]
version = 1

[[package]]
name = "numpy"
version = "2.1.2"
# %% [file pyproject.toml]
[project]
name = "churn"
dependencies = ["pandas"]
# %%
import numpy as np
import pandas as pd
""",
    """
# %% [file requirements.txt]
numpy==2.1.2
# %%
import sys
sys.path.append("../shared")
from plots import curve
import numpy as np
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    for missing in facts.undeclared:
        yield facts.finding(
            missing.place,
            f"`{missing.module}` is imported and no dependency file declares "
            f"`{missing.distribution}`: add it with its exact version",
            confidence=0.85,
        )
