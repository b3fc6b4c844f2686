"""Path of one machine.

The path exists on its author's computer only, so the notebook fails, or silently takes another
branch, everywhere else. Keep data below the project and use relative paths, or take the folder
from the environment (`DATA_DIR`). `os.chdir` and changes of `sys.path` hide the same problem.

Folders of hosted platforms (Colab, Kaggle) are information only.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "ENV105", "warning"
BAD = [
    """
import pandas as pd
sales = pd.read_csv("/home/maria/projects/sales.csv")  # <--
""",
    """
from pathlib import Path
data = Path("C:/Users/Maria/data")  # <--
""",
    """
folder = "/Users/maria/models"
with open(folder + "/scores.txt") as file:  # <--
    print(file.read())
""",
    """
import os
import sys
os.chdir("../analysis/run")  # <--
sys.path.append("/opt/team/lib")  # <--
""",
    """
%cd ~/projects/churn  # <--
!cp model.pkl /home/maria/backup/  # <--
""",
    """
import pandas as pd
sales = pd.read_csv("/content/drive/sales.csv")  # <--
""",
]
GOOD = [
    """
import pandas as pd
sales = pd.read_csv("data/sales.csv")
""",
    """
import pandas as pd
sales = pd.read_csv("https://example.org/home/sales.csv")
other = pd.read_csv("/opt/ml/input/sales.csv")
""",
    """
import re
found = re.findall("/home/[a-z]+", text)
note = "put it under /home/maria"
def load():
    "Reads /home/maria/data."
""",
    """
import tempfile
from pathlib import Path
out = Path(tempfile.gettempdir()) / "scores.txt"
with open("/dev/null") as nothing:
    pass
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    for path in facts.machine_paths:
        if path.does:
            message = f"`{path.does}` ties the notebook to a folder: use paths from the project"
        else:
            message = f"`{path.path}` exists on one machine only: use a path from the project"
        yield facts.finding(
            path.place, message, severity="info" if path.mild else None, fix=path.fix
        )
