"""Connection that is not protected.

Over plain `http://` or `ftp://`, and with `verify=False` or a context that checks no certificate,
whoever sits between can read what is sent, and change what is received: other rows to train on,
another model to serve. In production nobody sees it happen, and the flag that was set for one test
stays for years.

Use `https://`, drop the flag, and give the right certificate instead (`verify="ca.pem"`).

Found are flags of calls and sessions, contexts, switches of `curl` and `wget`, and the addresses
of data and models that are fetched. The machine itself (`localhost`) is left alone, private
networks are information, and names that only look like addresses (XML namespaces) are never
fetched.

Source: the paper's part on the lack of security and governance (poisoned data on the way).
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "SEC306", "warning"
BAD = [
    """
import requests
page = requests.get("https://crm.example.org/export", verify=False, timeout=5)  # <--
""",
    """
import ssl
ssl._create_default_https_context = ssl._create_unverified_context  # <--
context = ssl.create_default_context()
context.check_hostname = False  # <--
context.verify_mode = ssl.CERT_NONE  # <--
""",
    """
import pandas as pd
from urllib.request import urlretrieve
sales = pd.read_csv("http://data.example.org/sales.csv")  # <--
urlretrieve("ftp://ftp.example.org/weights.h5", "weights.h5")  # <--
""",
    """
BASE = "http://data.example.org/"
# %%
import pandas as pd
for year in range(2020, 2024):
    frame = pd.read_csv(BASE + f"sales-{year}.csv")  # <--
""",
    """
!wget -q http://data.example.org/model.pkl  # <--
!curl -k https://data.example.org/rows.csv -o rows.csv  # <--
""",
    """
session = make_session()
session.verify = False  # <--
search = Elasticsearch(HOSTS, verify_certs=False)  # <--
def load(name):
    return download_file(f"http://files.example.org/{name}")  # <--
""",
    """
from tensorflow import keras
path = keras.utils.get_file("a.zip", origin="http://data.example.org/a.zip")  # <--
""",
]
GOOD = [
    """
import requests
page = requests.get("https://crm.example.org/export", timeout=5)
""",
    """
import requests
page = requests.get("http://localhost:5000/health")
other = requests.get("http://127.0.0.1:8080/predict")
""",
    """
from rdflib import Namespace
SCHEMA = Namespace("http://schema.example.org/")
tree.find("{http://www.w3.org/2000/svg}path")
note = "see http://example.org"
print("http://example.org")
""",
    """
import requests
page = requests.get("https://crm.example.org/export", verify="ca.pem")
ok = check(signature, verify=False)
rows = model.verify(verify=False)
""",
    """
!curl -sSL https://data.example.org/rows.csv -o rows.csv
# !wget http://data.example.org/rows.csv
""",
    """
from IPython.display import HTML, IFrame
IFrame("http://maps.example.org", 400, 300)
HTML('<a href="http://example.org">here</a>')
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    for found in facts.insecure:
        if found.kind == "check":
            message = f"`{found.what}` leaves the other end unchecked: give its certificate instead"
        else:
            message = f"`{found.what}` is not protected on the way: use `https://`"
        yield facts.finding(
            found.place, message, severity="info" if found.private else None, fix=found.fix
        )
