# silent: DATA601
# %%
import hashlib
from pathlib import Path
import pandas as pd
from sklearn.neighbors import KNeighborsRegressor
# %%
src = Path("data/stations.csv")
digest = hashlib.sha256(src.read_bytes()).hexdigest()
assert digest == "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef", digest
stations = pd.read_csv(src)
# %%
knn = KNeighborsRegressor(8, weights="distance")
knn.fit(stations[["lat", "lon", "alt"]][:900], stations["rain_mm"][:900])
print(knn.score(stations[["lat", "lon", "alt"]][900:], stations["rain_mm"][900:]))
