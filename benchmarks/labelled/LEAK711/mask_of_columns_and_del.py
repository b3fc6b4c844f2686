# silent: LEAK711
# %%
import pandas as pd
import sklearn.naive_bayes as nb
from sklearn.model_selection import cross_val_score

votes = pd.read_csv("votes.csv")
X = votes.loc[:, votes.columns != "party"].eq("y").astype(int)
print("naive Bayes", cross_val_score(nb.BernoulliNB(), X, votes["party"], cv=10).mean())
# %%
# the same with counts of yes votes
party = votes["party"]
del votes["party"]
yes = votes.eq("y").sum(axis=1).to_frame("n_yes")
print("count only", cross_val_score(nb.GaussianNB(), yes, party, cv=10).mean())
