# finds: DEP403
# %%
import shutil
from pathlib import Path
import lightgbm as lgb
import pandas as pd
from joblib import dump
# %%
PROD = Path("deploy") / "production"
d = pd.read_csv("stock.csv")
reg = lgb.LGBMRegressor(n_estimators=200).fit(d[["lag1", "lag2", "promo"]], d["units"])
# %%
art = "stock_lgbm.joblib"
dump(reg, art)
print("size", Path(art).stat().st_size)
shutil.move(art, PROD / art)  # <-- DEP403
