"""Data or model in git.

A large data or model file is committed to git as it is, or a notebook with megabytes of outputs.
Every version stays in every clone for good: the repository grows until nobody wants to fetch it,
a difference cannot be read, and people begin to keep the next version outside of version control
altogether. Let DVC or git-LFS keep the file, and let git keep the pointer:

    git rm --cached data/train.csv
    dvc add data/train.csv
    git add data/train.csv.dvc data/.gitignore
    dvc push

Clear outputs before the commit (`nbstripout`). It looks at the files that git tracks and that
the notebook uses or stands above; the limits are `git-file-mb` (10) and `git-outputs-mb` (5)
under `[tool.nb2prod.thresholds]`. Without a project it is silent. Source: the article's failure
of data and models outside versioning, or swelling git.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "DATA605", "warning"
BAD = [
    """
# %% [file pyproject.toml]
# %% [tracked data/train.csv 12]
# %%
import pandas as pd
train = pd.read_csv("data/train.csv")  # <--
""",
    """
# %% [file requirements.txt]
# %% [tracked model.pkl 48]
# %%
import pickle
# %%
with open("model.pkl", "rb") as file:  # <--
    model = pickle.load(file)
""",
    """
# %% [file pyproject.toml]
# %% [tracked images/photos.zip 30]
# %%
x = 1  # <--
""",
    """
# %% [file pyproject.toml]
# %% [tracked weights/net.pt 101]
# %%
import torch
net = torch.nn.Linear(2, 1)
# %%
from pathlib import Path
torch.save(net, Path("weights") / "net.pt")  # <--
""",
    """
# %% [file pyproject.toml]
# %% [tracked notebook.ipynb 0]
# %%
draw(pictures)  # <--
# %% [output 6 MB]
""",
]
GOOD = [
    """
# %% [file pyproject.toml]
# %% [file data/train.csv.dvc]
outs: []
# %% [file data/train.csv]
a,b
# %%
import pandas as pd
train = pd.read_csv("data/train.csv")
""",
    """
# %% [file pyproject.toml]
# %% [file .gitattributes]
*.csv filter=lfs diff=lfs merge=lfs -text
# %% [tracked data/train.csv 12]
# %%
import pandas as pd
train = pd.read_csv("data/train.csv")
""",
    """
# %% [file pyproject.toml]
# %% [tracked data/small.csv 2]
# %% [tracked notes.txt 20]
# %%
import pandas as pd
small = pd.read_csv("data/small.csv")
""",
    """
# %% [tracked data/train.csv 12]
# %%
import pandas as pd
train = pd.read_csv("data/train.csv")
""",
    """
# %% [file pyproject.toml]
# %% [tracked notebook.ipynb 0]
# %%
draw(pictures)
# %% [output 1 MB]
""",
    """
# %% [file pyproject.toml]
# %% [file big.csv]
a,b
# %%
import pandas as pd
big = pd.read_csv("big.csv")
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    for found in facts.bulk:
        size = f"{found.megabytes:.0f} MB"
        if found.what == "outputs":
            message = (
                f"git keeps {size} of outputs of this notebook: clear them, keep plots as files"
            )
        else:
            message = (
                f"git keeps the {found.what} file `{found.path}` ({size}): "
                f"`git rm --cached {found.path}`, then `dvc add {found.path}`"
            )
        yield facts.finding(found.place, message)
