"""Text that is run.

`eval` and `exec` run whatever their text says; a query that is put together from text asks whatever
its parts say; a command does whatever the names filled into it say; and a download piped into a
shell runs a program nobody has read. Where a part comes from a person, an address, a form or a
file, its author decides what runs with the rights of the pipeline.

Read data with `ast.literal_eval` or `json.loads`, choose functions from a dictionary, pass values
to a query as parameters (`read_sql(query, connection, params=...)`) and to a command as a list
without a shell, and download first, check a hash, then run.

It is an error where the text comes from outside, and for downloads piped to a shell. Texts made of
the notebook's own literals, numbers, and names that were checked against a list are left alone, and
so are methods that happen to be called `eval`.

Source: the paper's part on the lack of security and governance.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "SEC307", "warning"
BAD = [
    """
import pandas as pd
frame = pd.read_csv("reviews.csv")
frame["tags"] = frame["tags"].apply(eval)  # <--
scores = [eval(text) for text in frame["scores"]]  # <--
""",
    """
import requests
exec(requests.get(URL, timeout=5).text)  # <--
formula = input("formula: ")
result = eval(formula)  # <--
""",
    """
import pandas as pd
def sales_of(region, connection):
    query = f"SELECT * FROM sales WHERE region = '{region}'"
    return pd.read_sql(query, connection)  # <--
cursor.execute("DELETE FROM runs WHERE name = '%s'" % name)  # <--
cursor.execute("UPDATE runs SET state = '" + state + "' WHERE id = 3")  # <--
connection.execute(text("SELECT * FROM {}".format(table)))  # <--
""",
    """
!curl -sSL https://example.org/install.sh | sudo bash  # <--
""",
    """
%%bash
cd tools
wget -qO- https://example.org/setup.sh | sh  # <--
""",
    """
import os
import subprocess
folder = input("folder: ")
os.system(f"rm -r {folder}")  # <--
subprocess.run("ls " + folder, shell=True)  # <--
!ls {folder}  # <--
""",
    """
import pandas as pd
frame = pd.read_csv("sales.csv")
wanted = input("condition: ")
print(frame.query(wanted))  # <--
""",
]
GOOD = [
    """
import ast
import pandas as pd
frame = pd.read_csv("reviews.csv")
frame["tags"] = frame["tags"].apply(ast.literal_eval)
scores = [ast.literal_eval(text) for text in frame["scores"]]
""",
    """
model.eval()
frame.eval("total = price * amount")
rows = frame.query("price > @limit")
exec("import antigravity")
""",
    """
import pandas as pd
LIMIT, TABLE = 10, "sales"
query = f"SELECT * FROM {TABLE} LIMIT {LIMIT}"
rows = pd.read_sql(query, connection)
for table in ["sales", "returns"]:
    cursor.execute(f"SELECT count(*) FROM {table}")
cursor.execute(f"SELECT * FROM sales LIMIT {int(number)}")
cursor.execute("SELECT * FROM sales WHERE region = ?", (region,))
""",
    """
def run(name):
    if name not in ("mean", "median"):
        raise ValueError(name)
    return eval(name)
def load(table):
    return pd.read_sql(f"SELECT * FROM {table}", connection)
sales = load("sales")
""",
    """
!curl -sSL https://example.org/rows.csv | head -n 3
!wget -q https://example.org/net.tar.gz -O - | tar xz
folder = "data"
!ls {folder}
""",
    """
import subprocess
folder = input("folder: ")
subprocess.run(["ls", folder], check=True)
print(f"looking at {folder}")
pool.execute(f"task {name}")
""",
]
SAYS = {
    "code": "`{name}` runs text{from_}: read data with `ast.literal_eval`, or choose from a list",
    "query": "the query of `{name}` is put together from text{from_}: pass values as parameters",
    "command": "`{name}` puts text{from_} into a shell: give a list of arguments, without a shell",
    "download": "a download is piped into a shell: save it, check its hash, then run it",
}


def check(facts: Facts) -> Iterator[Draft]:
    for found in facts.dynamic:
        from_ = " from outside" if found.tainted else ""
        yield facts.finding(
            found.place,
            SAYS[found.what].format(name=found.name, from_=from_),
            confidence=found.confidence,
            severity="error" if found.tainted else None,
            fix=found.fix,
        )
