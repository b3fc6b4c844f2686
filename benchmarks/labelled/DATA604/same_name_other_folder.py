# silent: DATA604
# %%
import geopandas as gpd
import pandas as pd

SRC = "input/parcels.csv"
DST = "output/parcels.csv"
# %%
p = pd.read_csv(SRC, dtype={"parcel": str})
g = gpd.GeoDataFrame(p, geometry=gpd.points_from_xy(p["lon"], p["lat"]), crs=4326)
g["x"] = g.to_crs(25832).geometry.x
g.plot(markersize=1)
# %%
g.drop(columns="geometry").to_csv(DST, index=False)
print("wrote", DST)
