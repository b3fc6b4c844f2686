# silent: ETH501
# %%
import pandas as pd
from sklearn.metrics import recall_score
from sklearn.tree import DecisionTreeClassifier
# %%
d = pd.read_csv("triage.csv")
x = ["sex", "pulse", "temp", "pain"]
a, b = d.iloc[:3000], d.iloc[3000:]
dt = DecisionTreeClassifier(max_depth=4, random_state=0).fit(a[x], a["urgent"])
pred = dt.predict(b[x])
# %%
print("recall", recall_score(b["urgent"], pred))
women = (b["sex"] == "f").to_numpy()
r_f = recall_score(b["urgent"][women], pred[women])
r_m = recall_score(b["urgent"][~women], pred[~women])
print(f"women {r_f:.2f} men {r_m:.2f}")
