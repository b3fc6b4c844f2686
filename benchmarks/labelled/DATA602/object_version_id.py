# silent: DATA602
# %%
import io
import boto3
import polars as pl
from sklearn.linear_model import PoissonRegressor
# %%
s3 = boto3.client("s3")
obj = s3.get_object(
    Bucket="acme-lake", Key="calls/daily.parquet", VersionId="3sL4kqtJlcpXroDTDmJ.rmSpXd3dIb"
)
calls = pl.read_parquet(io.BytesIO(obj["Body"].read()))
calls.head()
# %%
X = calls.select("dow", "holiday", "campaign").to_numpy()
pr = PoissonRegressor().fit(X, calls["n"].to_numpy())
print(pr.score(X, calls["n"].to_numpy()))
