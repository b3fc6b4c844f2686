"""Remote data that can change.

A model learns from an address, a bucket or a query whose content may be another one tomorrow:
the "same" model then comes out different, and nobody can say why. Name the version: an object
version or generation, a snapshot, a table "as of" a time, a date partition, a commit hash
instead of a branch. Where the store keeps no versions, record the number of rows and a hash of
them, or keep a copy under DVC.

One finding for each source. `SELECT *` (new columns arrive unseen) and `LIMIT` without
`ORDER BY` (any rows) are named with it. Addresses of archived records (Zenodo, figshare, a DOI)
and of releases name a version already. Source: the article's failure of the bucket that changed
unseen.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "DATA602", "warning"
BAD = [
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
churn = pd.read_parquet("s3://company-data/churn/latest.parquet")  # <--
model = LogisticRegression().fit(churn[["calls"]], churn["left"])
""",
    """
import pandas as pd
from sklearn.tree import DecisionTreeClassifier
URL = "https://raw.githubusercontent.com/someone/datasets/master/wine.csv"
wine = pd.read_csv(URL, sep=";")  # <--
X, y = wine.drop("quality", axis=1), wine["quality"]
tree = DecisionTreeClassifier(random_state=0)
tree.fit(X, y)
""",
    """
import pandas as pd
from sqlalchemy import create_engine
from sklearn.ensemble import RandomForestRegressor
engine = create_engine(address)
orders = pd.read_sql("SELECT * FROM orders LIMIT 10000", engine)  # <--
forest = RandomForestRegressor(random_state=0).fit(orders[["items"]], orders["total"])
""",
    """
import io
import boto3
import pandas as pd
from sklearn.linear_model import LinearRegression
s3 = boto3.client("s3")
answer = s3.get_object(Bucket="houses", Key="prices.csv")  # <--
prices = pd.read_csv(io.BytesIO(answer["Body"].read()))
line = LinearRegression().fit(prices[["size"]], prices["price"])
""",
    """
import io
import pandas as pd
import requests
from sklearn.linear_model import Ridge

def fetch(address):
    text = requests.get(address).text  # <--
    return pd.read_csv(io.StringIO(text))

houses = fetch("https://example.org/houses.csv")
model = Ridge().fit(houses[["rooms"]], houses["price"])
""",
    """
import os
from urllib.request import urlretrieve
import pandas as pd
from sklearn.linear_model import Ridge
if not os.path.isfile("houses.csv"):
    urlretrieve("https://example.org/houses.csv", "houses.csv")  # <--
houses = pd.read_csv("houses.csv")
Ridge().fit(houses[["rooms"]], houses["price"])
""",
    """
from google.cloud import bigquery
from xgboost import XGBClassifier
client = bigquery.Client()
rows = client.query("SELECT age, left FROM shop.customers").to_dataframe()  # <--
model = XGBClassifier().fit(rows[["age"]], rows["left"])
""",
]
GOOD = [
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
churn = pd.read_parquet("s3://company-data/churn/churn.parquet?versionId=3sL4kqtJlcpXroDTDmJ")
model = LogisticRegression().fit(churn[["calls"]], churn["left"])
""",
    """
import pandas as pd
from sklearn.tree import DecisionTreeClassifier
HOST = "https://raw.githubusercontent.com/someone/datasets"
wine = pd.read_csv(HOST + "/0fd12a9c8b7e6d5f4a3b2c1d0e9f8a7b6c5d4e3f/wine.csv")
old = pd.read_csv("https://zenodo.org/records/1234567/files/old.csv")
new = pd.read_csv("https://github.com/someone/data/releases/download/v1.2/new.csv")
day = pd.read_parquet("gs://shop/orders/date=2024-05-01/part.parquet")
tree = DecisionTreeClassifier(random_state=0)
tree.fit(pd.concat([wine, old, new, day])[["a"]], y)
""",
    """
import hashlib
import pandas as pd
from sklearn.linear_model import LogisticRegression
churn = pd.read_csv("https://example.org/churn.csv")
assert hashlib.sha256(churn.to_csv().encode()).hexdigest() == KNOWN
model = LogisticRegression().fit(churn[["calls"]], churn["left"])
""",
    """
import pandas as pd
from sklearn.linear_model import LinearRegression
old = pd.read_sql("SELECT total, items FROM orders FOR SYSTEM_TIME AS OF '2024-01-01'", con)
part = pd.read_sql("SELECT total, items FROM orders WHERE ds = '2024-01-01'", con)
line = LinearRegression().fit(pd.concat([old, part])[["items"]], old["total"])
""",
    """
import boto3
import pandas as pd
from sklearn.linear_model import LinearRegression
s3 = boto3.client("s3")
answer = s3.get_object(Bucket="houses", Key="prices.csv", VersionId="QUpfdndhfd8438MNFDN93")
prices = pd.read_csv(answer["Body"])
line = LinearRegression().fit(prices[["size"]], prices["price"])
""",
    """
import pandas as pd
from sklearn.datasets import load_wine
from sklearn.linear_model import LogisticRegression
names = pd.read_csv("https://example.org/names.csv")
X, y = load_wine(return_X_y=True)
model = LogisticRegression().fit(X, y)
""",
    """
import pandas as pd
weather = pd.read_csv("https://example.org/weather.csv")
weather.plot()
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    if facts.training != "yes" or facts.tutorial:
        return
    for found in facts.remotes:
        more = "".join(f"; {remark}" for remark in found.remarks)
        what = "the query" if found.query else "data at"
        yield facts.finding(
            found.place,
            f"a model learns from {what} `{found.what}`, which may change unseen{more}: "
            "name its version, or record a hash of the rows",
            confidence=found.confidence,
            fix=found.fix,
        )
