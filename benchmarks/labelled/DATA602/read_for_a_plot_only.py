# silent: DATA602
# %%
import pandas as pd
import geopandas as gpd
from sklearn.cluster import DBSCAN
from sklearn.datasets import make_blobs
# %%
# borders for the background of the map; the points are simulated
world = gpd.read_file("https://naciscdn.org/naturalearth/110m/cultural/countries.zip")
pts, _ = make_blobs(500, centers=[[8, 50], [2, 48], [12, 42]], random_state=0)
# %%
lab = DBSCAN(eps=0.6).fit(pts).labels_
ax = world.plot(color="lightgrey")
ax.scatter(pts[:, 0], pts[:, 1], c=lab, s=4)
