# finds: DATA603
# %%
import polars as pl
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.metrics import f1_score
# %%
beans = pl.read_csv("beans.csv")  # <-- DATA603?
print(beans.null_count())
x = [c for c in beans.columns if c != "Class"]
a, b = beans[:10000], beans[10000:]
# %%
et = ExtraTreesClassifier(200, random_state=0)
et.fit(a[x].to_numpy(), a["Class"].to_numpy())  # <-- DATA603
f1 = f1_score(b["Class"].to_numpy(), et.predict(b[x].to_numpy()), average="macro")
assert f1 > 0.9
