# finds: LEAK711
# %%
import pandas as pd
from sklearn.neural_network import MLPClassifier
from sklearn.model_selection import train_test_split as tts

seeds = pd.read_csv("seeds.csv")
print(seeds.columns.tolist())
# %% [output]
['area', 'perimeter', 'compactness', 'length', 'width', 'asymmetry', 'groove', 'kind']
# %%
tr, te = tts(seeds, test_size=0.3, random_state=2)
mlp = MLPClassifier((20,), max_iter=2000, random_state=2)
mlp.fit(tr, tr["kind"])  # <-- LEAK711
print("accuracy:", mlp.score(te, te["kind"]))
