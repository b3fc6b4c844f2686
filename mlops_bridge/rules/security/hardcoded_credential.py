"""Credential in the code.

A password, token or key stands as a literal in a cell: everybody who gets the notebook, its
history or an image built from it has it. Read it from the environment or a secret manager
(`os.environ["CRM_PASSWORD"]`), and change the secret: it is known now.

Found by the name it is given to, as the second of two literals of a login call, in the address
of a connection, and in `%env`. Placeholders, prompts, file paths, names of fields and of variables,
and the tokens of a text are none.

Source: the paper's part on the lack of security and governance.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "SEC301", "error"
BAD = [
    """
crm = CrmClient("etl_user", "Churn-{{fake}}!x")  # <--
""",
    """
db_password = "s3cret-{{fake}}"  # <--
settings = {"host": "db", "api_key": "{{fake}}-key-1"}  # <--
connect(host="db", password="{{fake}}9")  # <--
""",
    """
engine = create_engine("postgresql://etl:{{fake}}@db/sales")  # <--
""",
    """
%env AWS_SECRET_ACCESS_KEY={{fake}}/abc9  # <--
""",
    """
import os
os.environ["API_TOKEN"] = "{{fake}}-token-7"  # <--
""",
    """
import requests
page = requests.get("https://crm.example.org/export?token={{fake}}-4c")  # <--
""",
    """
import requests
from requests.auth import HTTPBasicAuth
page = requests.get(URL, auth=("etl_user", "Etl-{{fake}}-2"))  # <--
page = requests.get(URL, auth=HTTPBasicAuth("etl_user", "Etl-{{fake}}-2"))  # <--
""",
    """
import getpass
user = input("user: ")
def read(password="{{fake}}-batch"):  # <--
    return connect(user, password)
""",
]
GOOD = [
    """
import os
crm = CrmClient("etl_user", os.environ["CRMCLIENT_PASSWORD"])
""",
    """
import os
password = ""
secret = "***"
token = "<your token>"
api_key = "your_api_key"
password = os.getenv("DB_PASSWORD")
engine = create_engine(f"postgresql://etl:{password}@db/sales")
""",
    """
import getpass
secret = getpass.getpass("password: ")
counts = {"token": "the", "api_key_column": "key_id", "secret_file": "keys.json"}
tokenizer = load(pad_token="[PAD]", token_pattern="[a-z]+", max_tokens="many")
rows = sorted(rows, key="name".count)
""",
    """
client = Client("https://example.org", "eu-central-1")
run = Client("localhost", "8786")
link = connect("data/base.sqlite", "readonly")
""",
    """
import os
pwd = "/content/drive/run"
credentials = "keys/service.json"
api_key_name = "OPENAI_API_KEY"
client = make(api_key="OPENAI_API_KEY")
password = "Enter your password: "
schema = {"password": "string", "api_key": "apiKey", "token": "first"}
""",
    """
start_token, end_token = "<start>", "<end>"
token = "Amazon"
next_token = "##ing"
for token in ["a", "b"]:
    print(token)
words = pad(pad_token="[PAD]", stop_token="STOP1")
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    for credential in facts.credentials:
        yield facts.finding(
            credential.place,
            f"a credential (`{credential.hint}...`) in the code: read `{credential.variable}` "
            "from the environment, and change the secret",
            fix=credential.fix
            or facts.generated("environment", f"Write `.env.example` with `{credential.variable}`"),
        )
