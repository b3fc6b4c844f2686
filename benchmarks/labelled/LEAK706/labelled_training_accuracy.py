# silent: LEAK706
# %%
import pandas as pd
from sklearn.naive_bayes import BernoulliNB
from sklearn.metrics import accuracy_score

votes = pd.read_csv("house-votes-84.csv")
y = votes.pop("party")
X = votes.eq("y").astype(int)
# %%
nb = BernoulliNB()
nb.fit(X, y)
print("Training accuracy:", accuracy_score(y, nb.predict(X)))
# %%
# which votes tell the parties apart?
diff = pd.Series(nb.feature_log_prob_[0] - nb.feature_log_prob_[1], index=X.columns)
diff.sort_values().plot.barh()
