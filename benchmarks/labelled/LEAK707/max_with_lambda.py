# finds: LEAK707
# %%
import pandas as pd
import sklearn.tree as st
import sklearn.model_selection as sms

zoo = pd.read_csv("zoo.csv")
X, y = zoo.iloc[:, 1:17], zoo["class_type"]
a, b, ya, yb = sms.train_test_split(X, y, random_state=1, test_size=0.3)
# %%
y.value_counts().plot.bar(title="animals")
# %%
depth = max([2, 3, 4, 6, 8], key=lambda d: st.DecisionTreeClassifier(max_depth=d, random_state=0).fit(a, ya).score(b, yb))  # <-- LEAK707
tree = st.DecisionTreeClassifier(max_depth=depth, random_state=0).fit(a, ya)
print(depth, tree.score(b, yb))  # <-- LEAK707?
st.plot_tree(tree)
