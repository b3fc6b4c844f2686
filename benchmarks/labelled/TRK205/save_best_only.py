# silent: TRK205
# %%
import pickle
import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import f1_score
# %%
tr, va = pd.read_csv("intent_tr.csv"), pd.read_csv("intent_va.csv")
cols = list(tr.columns[:-1])
best = 0
for n in [50, 100, 200, 400]:
    gb = GradientBoostingClassifier(n_estimators=n, random_state=0)
    gb.fit(tr[cols], tr["intent"])
    score = f1_score(va["intent"], gb.predict(va[cols]), average="micro")
    if score > best:
        best = score
        with open("intent_model.pkl", "wb") as f:
            pickle.dump(gb, f)
