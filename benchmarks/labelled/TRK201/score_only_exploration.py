# silent: TRK201
# %%
import pandas as pd
import matplotlib.pyplot as plt
from sklearn.metrics import mean_absolute_error
# %%
# compare the vendor's forecast with what happened: nothing is trained here
fc = pd.read_csv("vendor_forecast.csv", parse_dates=["day"])
actual = pd.read_csv("actual_load.csv", parse_dates=["day"])
both = fc.set_index("day").join(actual.set_index("day"), how="inner")
# %%
mae = mean_absolute_error(both["load_mw"], both["forecast_mw"])
print(f"vendor MAE: {mae:,.0f} MW over {len(both)} days")
both.plot(figsize=(12, 4))
plt.title("forecast vs. load")
