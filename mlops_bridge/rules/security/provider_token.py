"""Key of a known provider.

A text in the notebook has the exact form of a key: of a cloud (AWS, Google, Azure), a code host
(GitHub, GitLab), a model provider (OpenAI, Anthropic, Hugging Face), a chat or payment service, a
signed web token, or a private key. It counts in literals, in comments, in magics and in Markdown
alike: whoever gets the notebook, its history or an image built from it can act in your name, and
programs search public repositories for these very forms within minutes.

Withdraw the key at its provider first, then read the new one from the environment or a secret
manager (`os.environ["GITHUB_TOKEN"]`), and take the old one out of the history of the repository.

The examples in the vendors' own documentation, placeholders, images and commit hashes are none.

Source: the paper's part on the lack of security and governance.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "SEC302", "error"
BAD = [
    """
import openai
client = openai.OpenAI(api_key="{{fake:openai}}")  # <--
""",
    """
# the old key, for the batch job: {{fake:aws}}  # <--
import boto3
""",
    """
# %% [markdown]
Log in with `{{fake:huggingface}}` before the download.  # <--
# %%
import torch
""",
    """
!git clone https://{{fake:github}}@github.com/team/churn.git  # <--
%env SLACK_BOT={{fake:slack}}  # <--
""",
    '''
def headers():
    return {"Authorization": "Bearer {{fake:jwt}}"}  # <--
KEY = """{{fake:pem}}"""  # <--
''',
    """
for name, key in [("maps", "{{fake:google}}"), ("lab", "{{fake:gitlab}}")]:  # <--
    print(name)
""",
    """
from langchain_anthropic import ChatAnthropic
chat = ChatAnthropic(anthropic_api_key="{{fake:anthropic}}")  # <--
""",
]
GOOD = [
    """
import os
import openai
client = openai.OpenAI(api_key=os.environ["OPENAI_API_KEY"])
""",
    """
example = "AKIAIOSFODNN7EXAMPLE"
token = "ghp_" + "x" * 36
masked = "sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
""",
    """
# %% [markdown]
![plot](data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAeyJAKIA0123)
Built at commit 9f3c1d2e4b5a69788796a5b4c3d2e1f001234567.
# %%
import torch
""",
    """
import os
key = os.environ.get("OPENAI_API_KEY", "")
if not key.startswith("sk-"):
    raise SystemExit("set OPENAI_API_KEY")
""",
    """
sketch = "sk-learn-and-other-kits-with-rather-long-names-in-here"
task = "desk-" + "a1b2c3d4" * 6
""",
    """
pattern = r"gh[pousr]_[A-Za-z0-9]{36}"
header = "-----BEGIN PRIVATE KEY-----"
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    for found in facts.provider_tokens:
        name = found.token.provider
        what = "a private key" if name == "private key" else f"a key of the form that {name} gives"
        what = "a signed web token" if name == "JSON web" else what
        yield facts.finding(
            found.place,
            f"{what} (`{found.token.value[:2]}...`) stands in the notebook: withdraw it, and read "
            f"`{found.token.variable}` from the environment",
            confidence=0.95,
            fix=found.fix,
        )
