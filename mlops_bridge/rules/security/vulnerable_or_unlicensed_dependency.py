"""Dependency that is known to be vulnerable, or whose licence is not allowed.

A pinned version stays as it is when a hole in it is found, and a library comes with terms that the
product has to keep. Both are cheap to see before the environment is built, and dear afterwards.

Raise the pin to a version without the hole, or replace the library, and lock again.

The rule speaks only where the project says what it wants: `advisories.json` in the project's root
holds records in the format of OSV (export them from the database you trust), and the list
`allowed_licenses` under `[tool.nb2prod.knowledge]` names the licences you accept. Licences are
read from what is installed beside nb2prod. The network is never asked.

Source: the paper's part on the lack of security and governance.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "SEC308", "info"
BAD = [
    """
# %% [file requirements.txt]
urllib3==1.24.1
# %% [file advisories.json]
{"id": "OSV-1", "affected": [{"package": {"name": "urllib3"}, "versions": ["1.24.1"]}]}
# %%
import urllib3  # <--
""",
    """
# %% [file pyproject.toml]
[project]
name = "churn"
dependencies = ["pillow==9.5.0"]
# %% [file advisories.json]
[{"id": "OSV-2", "affected": [{"package": {"name": "Pillow"}, "ranges": [
  {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "10.0.1"}]}]}]}]
# %%
import os
# %%
from PIL import Image  # <--
""",
    """
# %% [file pyproject.toml]
[project]
name = "churn"
dependencies = ["pandas"]
# %% [file uv.lock]
version = 1

[[package]]
name = "jinja2"
version = "3.1.1"
# %% [file advisories.json]
[{"id": "OSV-3", "affected": [{"package": {"name": "jinja2"}, "ranges": [
  {"events": [{"introduced": "3.0"}, {"last_affected": "3.1.2"}]}]}]}]
# %%
import pandas as pd  # <--
""",
    """
# %% [file requirements.txt]
pandas==2.2.3
# %% [file advisories.json]
[{"id": "OSV-4", "affected": [{"package": {"name": "flask"}, "versions": ["0.12"]}]}]
# %%
import pandas as pd  # <--
# %%
%pip install flask==0.12
""",
    """
# %% [file dvc.yaml]
stages: {}
# %% [file environment.yml]
dependencies:
  - numpy=1.21.0
  - pip:
    - pyyaml==5.3
# %% [file advisories.json]
[{"id": "OSV-5", "affected": [{"package": {"name": "PyYAML"}, "versions": ["5.3"]}]}]
# %%
import yaml  # <--
""",
]
GOOD = [
    """
# %% [file requirements.txt]
urllib3==2.2.3
# %% [file advisories.json]
{"id": "OSV-1", "affected": [{"package": {"name": "urllib3"}, "versions": ["1.24.1"]}]}
# %%
import urllib3
""",
    """
# %% [file requirements.txt]
urllib3==1.24.1
# %%
import urllib3
""",
    """
# %% [file requirements.txt]
pillow==10.0.1
# %% [file advisories.json]
[{"id": "OSV-2", "affected": [{"package": {"name": "Pillow"}, "ranges": [
  {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "10.0.1"}]}]}]}]
# %%
from PIL import Image
""",
    """
# %% [file requirements.txt]
urllib3>=1.24
# %% [file advisories.json]
{"id": "OSV-1", "affected": [{"package": {"name": "urllib3"}, "versions": ["1.24.1"]}]}
# %%
import urllib3
""",
    """
# %% [file requirements.txt]
urllib3==1.24.1
# %% [file advisories.json]
{"unfinished":
# %%
import urllib3
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    if not facts.concerns:
        return
    places = {name: entry.place for name, entry in facts.third_party}
    first = facts.concerns[0]
    named = "; ".join(f"`{c.distribution}` {c.version}: {c.says}" for c in facts.concerns[:3])
    more = f" (and {len(facts.concerns) - 3} more)" if len(facts.concerns) > 3 else ""
    place = places.get(first.distribution) or facts.first_place
    yield facts.finding(place, f"{named}{more}: raise the version, or replace the library")
