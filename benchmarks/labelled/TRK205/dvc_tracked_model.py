# silent: TRK205
# %% [file dvc.yaml]
stages:
  train:
    cmd: jupyter execute train.ipynb
    deps: [data/ratings.csv]
    outs: [models/als_final.pkl]
# %%
import pickle
import pandas as pd
from sklearn.decomposition import NMF
from sklearn.metrics import mean_squared_error
# %%
ratings = pd.read_csv("data/ratings.csv")
R = ratings.pivot_table(index="user", columns="film", values="stars").fillna(0)
nmf = NMF(n_components=20, random_state=0, max_iter=400)
W = nmf.fit_transform(R)
print(mean_squared_error(R, W @ nmf.components_))
# %%
with open("models/als_final.pkl", "wb") as f:
    pickle.dump(nmf, f)
