# silent: LEAK709
# %%
import matplotlib.pyplot as plt
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier

calls = pd.read_csv("support_calls.csv")
calls["resolved"].rolling(500).mean().plot(title="resolved, moving average")
plt.show()
# %%
X = calls[["wait_seconds", "agent_years", "topic_code"]]
X_train, X_test, y_train, y_test = train_test_split(X, calls["resolved"], test_size=0.2, random_state=0)
tree = DecisionTreeClassifier(max_depth=5).fit(X_train, y_train)
print(tree.score(X_test, y_test))
