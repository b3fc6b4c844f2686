"""No pinned dependency file.

A model is trained, and the project does not say exactly with which library versions: there is
no dependency file, or one that leaves the versions of imported libraries open and has no lock
file beside it. Operations cannot build the same environment again. Pin the direct requirements
in `requirements.txt`, or keep a lock file (`nb2prod lock` writes one from the kernel).

Silent for a notebook that stands in no project.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "ENV103", "warning"
BAD = [
    """
# %% [file pyproject.toml]
[project]
name = "churn"
# %%
import pandas as pd
from sklearn.linear_model import LogisticRegression
customers = pd.read_csv("customers.csv")
model = LogisticRegression().fit(customers[["calls"]], customers["left"])  # <--
""",
    """
# %% [file requirements.txt]
pandas>=2
scikit-learn==1.5.2
# %%
import pandas as pd
from sklearn.linear_model import LogisticRegression
customers = pd.read_csv("customers.csv")
model = LogisticRegression().fit(customers[["calls"]], customers["left"])  # <--
""",
]
GOOD = [
    """
# %% [file pyproject.toml]
[project]
name = "churn"
dependencies = ["pandas==2.2.3", "scikit-learn==1.5.2"]
# %%
import pandas as pd
from sklearn.linear_model import LogisticRegression
customers = pd.read_csv("customers.csv")
model = LogisticRegression().fit(customers[["calls"]], customers["left"])
""",
    """
# %% [file pyproject.toml]
[project]
name = "churn"
dependencies = ["pandas", "scikit-learn"]
# %% [file uv.lock]
version = 1
# %%
from sklearn.linear_model import LogisticRegression
model = LogisticRegression().fit([[1], [2]], [0, 1])
""",
    """
# %% [file requirements.txt]
# %%
import json
print(json.dumps({"a": 1}))
""",
    """
from sklearn.linear_model import LogisticRegression
model = LogisticRegression().fit([[1], [2]], [0, 1])
""",
    """
# %% [file environment.yml]
dependencies:
  - python=3.11
  - scikit-learn=1.5.2
# %%
from sklearn.linear_model import LogisticRegression
model = LogisticRegression().fit([[1], [2]], [0, 1])
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    imported = frozenset(name for name, _ in facts.third_party)
    if facts.training != "yes" or facts.project.root is None or not imported:
        return
    fix = facts.generated("requirements", "Write the dependency file and a lock")
    loose = facts.pins.loose(imported)
    if not facts.pins.files:
        yield facts.finding(
            facts.handoff_place,
            "a model is trained and no file pins its libraries: write requirements.txt or a lock",
            fix=fix,
        )
    elif loose and not facts.pins.locked:
        names = ", ".join(f"`{name}`" for name in loose)
        yield facts.finding(
            facts.handoff_place,
            f"{names} without an exact version in {facts.pins.files[0]}, and no lock file: pin",
            fix=fix,
        )
