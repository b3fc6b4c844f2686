# silent: DEP401
# %%
import flask
import numpy as np
from sklearn.neighbors import NearestNeighbors
# %%
vecs = np.load("doc_vectors.npy")
nn = NearestNeighbors(n_neighbors=10, metric="cosine").fit(vecs)
app = flask.Flask("search")


@app.get("/similar/<int:i>")
def similar(i):
    return flask.jsonify(nn.kneighbors(vecs[i : i + 1])[1][0].tolist())
# %%
with app.test_client() as c:
    print(c.get("/similar/7").json)
