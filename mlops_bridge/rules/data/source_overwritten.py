"""Source written over.

The notebook reads a file or a table and later writes its changed rows to the same place. The
raw data is gone: a second run starts from rows that are already cleaned, nobody can repeat the
first one, and a patch made by hand leaves no record. Keep the source as it came, write to
another path (a folder `processed/`, a new table or version), and read from there.

A cache that is only written if it does not exist, a file that the notebook made itself, and
appending to a log are left alone. Source: the article's failure of data that was hot-fixed off
the record.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "DATA604", "error"
BAD = [
    """
import pandas as pd
orders = pd.read_csv("orders.csv")
orders = orders[orders["price"] > 0]
orders.to_csv("orders.csv", index=False)  # <--
""",
    """
import pandas as pd
FOLDER = "data"
df = pd.read_parquet(f"{FOLDER}/trips.parquet")
# %%
df["hour"] = df["time"].dt.hour
# %%
df.to_parquet(FOLDER + "/trips.parquet")  # <--
df = pd.read_parquet("data/trips.parquet")
""",
    """
import pandas as pd

def load():
    return pd.read_excel("./staff.xlsx")

def save(frame):
    frame.to_excel("staff.xlsx")  # <--

staff = load()
staff.loc[3, "team"] = "b"
save(staff)
""",
    """
import pandas as pd
from sqlalchemy import create_engine
engine = create_engine(address)
users = pd.read_sql("SELECT * FROM users", engine)
users = users.dropna()
users.to_sql("users", engine, if_exists="replace")  # <--
""",
    """
import numpy as np
spectra = np.load("spectra.npy")
spectra -= spectra.mean()
np.save("spectra.npy", spectra)  # <--
""",
    """
from glob import glob
import pandas as pd
for path in glob("raw/*.csv"):
    table = pd.read_csv(path)
    table = table.drop_duplicates()
    table.to_csv(path, index=False)  # <--
""",
    """
import pandas as pd
notes = pd.read_json('notes.json')
with open('notes.json', 'w') as file:  # <--
    file.write(notes.head().to_json())
later = pd.read_json('notes.json')
""",
]
BAD += [
    """
from pathlib import Path
import polars as pl
DATA = Path("data")
SENSORS = DATA / "sensors.parquet"
frame = pl.read_parquet(SENSORS)
frame = frame.filter(pl.col("tilt") < 90)
frame.write_parquet(DATA / "sensors.parquet")  # <--
""",
]
GOOD = [
    """
import pandas as pd
orders = pd.read_csv("orders.csv")
orders = orders[orders["price"] > 0]
orders.to_csv("orders_processed.csv", index=False)
""",
    """
import os
import pandas as pd
if os.path.exists("cache.csv"):
    frame = pd.read_csv("cache.csv")
else:
    frame = fetch()
    frame.to_csv("cache.csv")
""",
    """
import pandas as pd
from pathlib import Path
CACHE = Path("cache.parquet")
try:
    frame = pd.read_parquet(CACHE)
except FileNotFoundError:
    frame = fetch()
    frame.to_parquet(CACHE)
""",
    """
import pandas as pd
log = pd.read_csv("runs.csv")
new = pd.DataFrame({"run": [1]})
new.to_csv("runs.csv", mode="a", header=False)
with open("runs.csv", "a") as file:
    file.write("2")
""",
    """
import pandas as pd
frame = build()
frame.to_csv("frame.csv")
again = pd.read_csv("frame.csv")
again["a"] = 1
again.to_csv("frame.csv")
""",
    """
import pandas as pd
USE_CACHE = True
if USE_CACHE:
    frame = pd.read_csv("frame.csv")
else:
    frame = fetch()
    frame.to_csv("frame.csv")
""",
    """
import pandas as pd
users = pd.read_sql("SELECT * FROM users", engine)
users.to_sql("users", engine, if_exists="append")
users.to_sql("clean_users", engine, if_exists="replace")
""",
    """
from glob import glob
import pandas as pd
for path in glob("raw/*.csv"):
    table = pd.read_csv(path)
    table.to_csv("clean/" + path)
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    for found in facts.writebacks:
        yield facts.finding(
            found.place,
            f"`{found.what}` is read as a source and written over here: write to another place",
            confidence=found.confidence,
            evidence=(found.read,),
            fix=found.fix,
        )
