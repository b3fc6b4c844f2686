# silent: ETH504
# %% [markdown]
# # Rain tomorrow?
# A notebook for the evening course. Data from the weather service; owner of the notebook: me.
# %%
import joblib
import pandas as pd
from sklearn.tree import DecisionTreeClassifier
from sklearn.metrics import f1_score
# %%
w = pd.read_csv("weather.csv").dropna()
x = ["humidity", "pressure", "wind"]
t = DecisionTreeClassifier(max_depth=5, random_state=0).fit(w[x][:2000], w["rain"][:2000])
print(f1_score(w["rain"][2000:], t.predict(w[x][2000:])))
joblib.dump(t, "rain.joblib")
