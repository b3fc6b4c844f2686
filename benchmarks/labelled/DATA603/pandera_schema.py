# silent: DATA603
# %%
import pandas as pd
import pandera as pa
from sklearn.linear_model import Ridge
# %%
schema = pa.DataFrameSchema(
    {
        "sqm": pa.Column(float, pa.Check.in_range(8, 1000)),
        "rooms": pa.Column(int, pa.Check.ge(1)),
        "price": pa.Column(float, nullable=False),
    }
)
flats = schema.validate(pd.read_csv("flats.csv"))
# %%
ridge = Ridge().fit(flats[["sqm", "rooms"]], flats["price"])
print(ridge.score(flats[["sqm", "rooms"]], flats["price"]))
