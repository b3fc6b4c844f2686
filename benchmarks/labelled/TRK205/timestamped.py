# silent: TRK205
# %%
from datetime import datetime
from pathlib import Path
import joblib
import pandas as pd
from sklearn.tree import DecisionTreeRegressor
# %%
d = pd.read_csv("pumps.csv")
tree = DecisionTreeRegressor(max_depth=5, random_state=0)
tree.fit(d[["flow", "pressure"]], d["hours_to_failure"])
tree.score(d[["flow", "pressure"]], d["hours_to_failure"])
# %%
stamp = datetime.now().strftime("%Y%m%d_%H%M%S")
out = Path("models") / f"tree_{stamp}.joblib"
out.parent.mkdir(exist_ok=True)
joblib.dump(tree, out)
