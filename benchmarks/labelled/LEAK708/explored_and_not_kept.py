# silent: LEAK708
# %%
import pandas as pd
import matplotlib.pyplot as plt
from sklearn.tree import DecisionTreeClassifier, export_text, plot_tree

bank = pd.read_csv("bank.csv", sep=";")
X = bank[["age", "balance", "duration"]]
# %%
# a small tree to understand the data, nothing more
tree = DecisionTreeClassifier(max_depth=2).fit(X, bank["y"])
print(export_text(tree, feature_names=list(X.columns)))
plt.figure(figsize=(9, 5))
plot_tree(tree, feature_names=list(X.columns), filled=True)
plt.savefig("tree.png")
