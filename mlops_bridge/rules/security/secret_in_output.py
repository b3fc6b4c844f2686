"""Secret in a stored output.

What a cell printed is saved in the notebook, and stays there after the code has been cleaned: a
key echoed by `%env`, a connection string in a traceback, a table of settings with its password
column. Reviews look at the code and pass over the outputs; a commit, a shared copy and an image
built from the folder all carry them.

Withdraw the secret at whoever gave it, clear the output, and print names instead of values.

Found are keys in the form of a known provider, and any secret that stands in the notebook's own
code, in text, tables and tracebacks. Images and the state of widgets are not searched.

Source: the paper's part on the lack of security and governance.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "SEC303", "error"
BAD = [
    """
import os
# %%
print(dict(os.environ))  # <--
# %% [output]
{'HOME': '/root', 'AWS_ACCESS_KEY_ID': '{{fake:aws}}'}
""",
    """
%env HF_TOKEN  # <--
# %% [output]
'{{fake:huggingface}}'
""",
    """
password = "Etl-{{fake}}-2024"
# %%
connect(dsn)  # <--
# %% [error]
OperationalError
/usr/lib/python3/site-packages/psycopg2/__init__.py in connect(dsn)
OperationalError: password=Etl-{{fake}}-2024 refused for user "etl"
""",
    """
import pandas as pd
settings = pd.read_csv("settings.csv")
# %%
settings  # <--
# %% [output html]
<table><tr><th>name</th><th>value</th></tr><tr><td>maps</td><td>{{fake:google}}</td></tr></table>
""",
    """
def login(user, pwd="{{fake}}-geheim"):
    print(f"login {user} {pwd}")
print("ready")
# %% [output]
ready
# %%
for user in ("etl", "batch"):  # <--
    login(user)
# %% [output]
login etl {{fake}}-geheim
login batch {{fake}}-geheim
""",
    """
!cat ~/.ssh/id_rsa  # <--
# %% [output]
{{fake:pem}}
""",
]
GOOD = [
    """
import os
print(sorted(os.environ))
# %% [output]
['AWS_ACCESS_KEY_ID', 'HOME']
""",
    """
print("set")
# %% [output]
AKIAIOSFODNN7EXAMPLE, sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
""",
    """
plot(frame)
# %% [output html]
<img src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAeyJAKIA0123456789012345">
""",
    """
!git log -1 --format=%H
# %% [output]
9f3c1d2e4b5a69788796a5b4c3d2e1f001234567
""",
    """
import os
password = os.environ["DB_PASSWORD"]
print(len(password), "characters")
# %% [output]
24 characters
""",
    """
token = "short"
print(token)
# %% [output]
short
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    for shown in facts.secrets_shown:
        yield facts.finding(
            shown.place,
            f"the saved output shows {shown.what}: withdraw it, and clear the output",
            confidence=0.95,
            fix=facts.clearing(shown.place),
        )
