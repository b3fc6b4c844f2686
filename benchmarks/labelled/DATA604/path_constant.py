# finds: DATA604
# %%
from pathlib import Path
import polars as pl

DATA = Path("data")
SENSORS = DATA / "sensors.parquet"
# %%
s = pl.read_parquet(SENSORS)
s.describe()
# %%
# sensor 14 was mounted upside down until May
s = s.with_columns(
    pl.when((pl.col("sensor") == 14) & (pl.col("month") < 5))
    .then(-pl.col("tilt"))
    .otherwise(pl.col("tilt"))
    .alias("tilt")
)
s.write_parquet(DATA / "sensors.parquet")  # <-- DATA604
