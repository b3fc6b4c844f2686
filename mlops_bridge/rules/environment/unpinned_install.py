"""Install without an exact version.

What the cell installs today is not what it installs in a month, or on the next machine, so the
model cannot be rebuilt. Pin each requirement (`pandas==2.2.3`), or install a pinned file
(`%pip install -r requirements.txt`). A version range, `~=` and `==1.*` are not exact.

`!pip` may install for another interpreter than the kernel's; `%pip` never does.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "ENV101", "warning"
BAD = [
    """
%pip install lightgbm  # <--
import lightgbm
""",
    """
%pip install "pandas>=2.1" matplotlib==3.*  # <--
""",
    """
!conda install -y -c conda-forge xgboost  # <--
""",
    """
!uv pip install catboost  # <--
!poetry add seaborn  # <--
""",
    """
import os
import subprocess
os.system("pip install shap")  # <--
subprocess.run(["pip", "install", "lime"], check=True)  # <--
""",
    """
%pip install git+https://example.org/team/features.git  # <--
""",
    """
!pip install -r requirements.txt  # <--
""",
    """
!pip install --upgrade pip  # <--
""",
    """
# %% [file requirements.txt]
shap==0.46.0
lime==0.2.0.1
# %%
!pip install -q shap "lime>=0.2"  # <--
""",
    """
%%bash
cd tools
python -m pip install tqdm  # <--
""",
]
GOOD = [
    """
%pip install lightgbm==4.5.0
import lightgbm
""",
    """
%pip install -r requirements.txt -c constraints.txt
%pip install -e .
%pip install ./wheels/features-1.0-py3-none-any.whl
""",
    """
%conda install -y xgboost=2.1.1 pandas==2.2.3
!conda env create -f environment.yml
""",
    """
# !pip install lightgbm
command = "pip install lightgbm"
""",
    """
%pip install "uvloop==0.20.0; sys_platform != 'win32'" 'torch==2.4.1+cpu'
%pip install git+https://example.org/team/features.git@9f3c1d2e4b5a69788796a5b4c3d2e1f001234567
""",
    """
import sys
!{sys.executable} -m pip install scikit-learn==1.5.0
!"{sys.executable}" -m pip install pandas==2.2.3 2>&1 | tail -1
%pip install tqdm==4.66.4 > /dev/null 2>&1
%pip install tqdm==4.66.4>install.log
%pip install tqdm==4.66.4 &> install.log
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    for install in facts.installs:
        loose = [r for r in install.requirements if r.exact != "exact"]
        names = ", ".join(f"`{r.text}`" for r in loose)
        if loose and not install.upgrades_tools:
            ranged = all(r.exact == "range" for r in loose)
            what = "has a range, no exact version" if ranged else "has no exact version"
            also = "; `!pip` may serve another interpreter" if install.shell else ""
            yield facts.finding(
                install.place, f"{names} {what}: pin with `==`{also}", fix=install.fix
            )
        elif loose:
            yield facts.finding(
                install.place, f"{names} is upgraded to whatever is newest", severity="info"
            )
        elif install.shell:
            yield facts.finding(
                install.place,
                "`!pip` may install for another interpreter: use `%pip`",
                severity="info",
                fix=install.fix,
            )
