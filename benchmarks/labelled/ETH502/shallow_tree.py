# silent: ETH502
# %%
import joblib
import pandas as pd
from sklearn.tree import DecisionTreeClassifier, plot_tree
from sklearn.metrics import balanced_accuracy_score
# %%
d = pd.read_csv("valves.csv")
x = ["pressure", "cycles", "temp"]
dt = DecisionTreeClassifier(max_depth=3, class_weight="balanced", random_state=0)
dt.fit(d[x][:900], d["leaks"][:900])
print(balanced_accuracy_score(d["leaks"][900:], dt.predict(d[x][900:])))
plot_tree(dt, feature_names=x, filled=True)
# %%
joblib.dump(dt, "valves_tree.joblib")
